import { expect, test } from 'vitest';
import { upstreamOf } from './debian-version.ts';
import type { Present } from './installed.ts';
import { type Offer, planStep } from './plan.ts';

/** Enough of dpkg's order for these versions: what follows a tilde is older than nothing. */
const compare = (one: string, other: string) => {
  const key = (text: string) => text.replace(/~/g, ' ');
  return key(`${one}!`) < key(`${other}!`) ? -1 : one === other ? 0 : 1;
};

const offer = (suite: string, packageVersion: string): Offer => {
  return { suite, package: 'qemu-utils', packageVersion, upstream: upstreamOf(packageVersion) };
};

const backports = offer('trixie-backports', '1:11.1.3+ds-1~bpo13+1');
const sid = offer('sid', '1:11.1.3+ds-1');
const forky = offer('forky', '1:11.1.3+ds-1');
const old = offer('bullseye', '1:5.2+dfsg-11+deb11u3');
const oldSecurity = offer('bullseye-security', '1:5.2+dfsg-11+deb11u5');

const plan = (one: Offer, offers: Offer[], present: Present[] = [], only: string[] = [], force = false) =>
  planStep(one, offers, present, { only, force }, compare);

const installed = (release: string, { suite, packageVersion }: Offer, more: Offer[] = []): Present => ({
  release,
  source: {
    suite,
    package: 'qemu-utils',
    package_version: packageVersion,
    program: 'root/usr/bin/qemu-img',
    same_release: more.map((same) => ({ suite: same.suite, package_version: same.packageVersion })),
  },
});

test('of one release the highest package version is taken, whatever the order', () => {
  for (const offers of [
    [backports, sid],
    [sid, backports],
  ]) {
    expect(plan(backports, offers)).toEqual({ kind: 'superseded', release: '11.1.3', by: sid });
    expect(plan(sid, offers)).toEqual({ kind: 'install' });
  }
});

test('of one package in two suites the first suite is taken', () => {
  expect(plan(forky, [forky, sid])).toEqual({ kind: 'install' });
  expect(plan(sid, [forky, sid])).toEqual({ kind: 'superseded', release: '11.1.3', by: forky });
});

test('where the number leaves the patch level open, both are fetched', () => {
  expect(plan(old, [old, oldSecurity])).toEqual({ kind: 'install' });
  expect(plan(oldSecurity, [old, oldSecurity])).toEqual({ kind: 'install' });
});

test('what is installed is not fetched again', () => {
  const present = [installed('5.2.0', oldSecurity, [old]), installed('11.1.3', sid)];
  expect(plan(oldSecurity, [old, oldSecurity], present)).toEqual({ kind: 'have', release: '5.2.0' });
  expect(plan(old, [old, oldSecurity], present)).toEqual({ kind: 'have', release: '5.2.0' });
  // asked for alone, the older package of an installed release is no reason to replace it
  expect(plan(backports, [backports], present)).toEqual({ kind: 'have', release: '11.1.3' });
  expect(plan(sid, [sid], present, [], true)).toEqual({ kind: 'install' });
});

test('a newer package of an installed release is fetched', () => {
  expect(plan(sid, [sid], [installed('11.1.3', backports)])).toEqual({ kind: 'install' });
  expect(plan(oldSecurity, [oldSecurity], [installed('5.2.0', old)])).toEqual({ kind: 'install' });
});

test('what was dropped in is left alone, also with --force', () => {
  const dropped = { release: '11.1.3', banner: 'qemu-img version 11.1.3' };
  expect(plan(sid, [sid], [dropped], [], true)).toEqual({ kind: 'dropped-in', release: '11.1.3' });
  const old52 = { release: '5.2.0', banner: 'qemu-img version 5.2.0 (Debian 1:5.2+dfsg-11+deb11u3)' };
  expect(plan(old, [old], [old52])).toEqual({ kind: 'dropped-in', release: '5.2.0' });
  expect(plan(oldSecurity, [oldSecurity], [old52])).toEqual({ kind: 'install' });
});

test('what was not asked for takes no part', () => {
  expect(plan(sid, [backports, sid], [], ['trixie-backports'])).toEqual({ kind: 'unwanted' });
  expect(plan(backports, [backports, sid], [], ['trixie-backports'])).toEqual({ kind: 'install' });
});

test('a build of the release stays, and its version is not compared', () => {
  const ours = { suite: 'source', package: 'qemu', package_version: '11.1.3 (commit 123)', program: 'p' };
  const unlike = {
    kind: 'unlike',
    release: '11.1.3',
    than: { suite: 'source', packageVersion: '11.1.3 (commit 123)' },
  };
  const unasked = (...versions: string[]) => {
    if (versions.some((version) => version.includes('commit'))) throw new Error('it has no order');
    return 0;
  };
  const step = (one: Offer, source: Present['source'], force = false) => {
    const present = source ? [{ release: '11.1.3', source }] : [];
    return planStep(one, [one], present, { only: [], force }, unasked);
  };
  expect(step(sid, ours)).toEqual(unlike);
  expect(step(sid, ours, true)).toEqual({ kind: 'install' });
  // Where only the program tells the release, a package that turned out to be this one is remembered.
  const open = offer('sid', '1:11.1+ds-1');
  expect(step(open, ours)).toEqual({ kind: 'install' });
  const same = [{ suite: 'sid', package_version: open.packageVersion }];
  expect(step(open, { ...ours, same_release: same })).toEqual(unlike);
});
