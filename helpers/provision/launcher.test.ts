import { expect, test } from 'vitest';
import { launcherScript } from './launcher.ts';

const launch = {
  loader: 'root/lib/ld.so',
  libraries: ['root/a', 'root/b'],
  program: 'root/usr/bin/qemu-img',
};

test('everything is relative to the launcher, and three short lines', () => {
  const lines = launcherScript(launch).split('\n');
  expect(lines[0]).toBe('#!/bin/sh');
  expect(lines[2]).toBe(
    'exec "$d/root/lib/ld.so" --inhibit-cache --library-path "$d/root/a:$d/root/b" "$d/root/usr/bin/qemu-img" "$@"',
  );
  expect(lines).toHaveLength(4);
});

test('the program is told a name where the loader can', () => {
  const script = launcherScript({ ...launch, name: 'qemu-img' });
  expect(script).toContain(' --argv0 qemu-img "$d/root/usr/bin/qemu-img" "$@"');
});
