import { expect, test } from 'vitest';
import { overReleases } from './over-releases.ts';

const ALL = ['1.2.0', '6.0.0', '6.1.0', '7.2.0', '8.0.0', '11.2.0'];
const told = (said: readonly (readonly [string, string])[]) =>
  overReleases(
    said.map(([version, text]) => ({ version, text })),
    ALL,
  ).map(({ text, members }) => [text, members.length]);

test('what differs in the release alone is told once, with ranges', () => {
  const absent = (version: string) => [version, `qemu-img ${version} is not installed`] as const;
  expect(told(['8.0.0', '6.0.0', '6.1.0', '6.0.0'].map(absent))).toEqual([
    ['qemu-img 6.0.0-6.1.0, 8.0.0 is not installed', 4],
  ]);
});

test('another release that is named is part of the words', () => {
  expect(
    told([
      ['6.0.0', 'read by 7.2.0: 6.0.0 is not installed'],
      ['6.1.0', 'read by 7.2.0: 6.1.0 is not installed'],
      ['8.0.0', 'read by 11.2.0: 8.0.0 is not installed'],
    ]),
  ).toEqual([
    ['read by 7.2.0: 6.0.0-6.1.0 is not installed', 2],
    ['read by 11.2.0: 8.0.0 is not installed', 1],
  ]);
});

test('what is said of a release in the words of another that it stands for is told with it', () => {
  expect(
    told([
      ['6.0.0', 'the build that 6.0.0 was recorded with has no zstd'],
      ['6.1.0', 'the build that 6.0.0 was recorded with has no zstd'],
      ['6.0.0', 'the build that 6.0.0 was recorded with has no zstd'],
    ]),
  ).toEqual([['the build that 6.0.0 was recorded with has no zstd', 3]]);
});

test('what names no release is told once; a release is no part of another number', () => {
  expect(
    told([
      ['6.0.0', 'no /dev/kvm'],
      ['1.2.0', 'no /dev/kvm'],
    ]),
  ).toEqual([['no /dev/kvm', 2]]);
  expect(
    told([
      ['1.2.0', 'as 11.2.0, not 1.2.0.'],
      ['6.0.0', 'as 11.2.0, not 6.0.0.'],
    ]),
  ).toEqual([['as 11.2.0, not 1.2.0-6.0.0.', 2]]);
});
