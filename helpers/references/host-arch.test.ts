import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { hostArch } from './host-arch.ts';

test('the architecture is what `uname -m` prints', () => {
  expect(hostArch()).toBe(execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim());
});
