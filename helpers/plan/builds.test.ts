import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Feature } from '../pipeline/feature.ts';
import { type Provenance, provenance } from '../references/provenance.ts';
import type { Reference } from '../references/reference.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { lacksBeside, otherBuilds, ownBuilds, poorBuilds, type RecordedBuilds } from './builds.ts';

function build(version: string, ...lacks: Feature[]): Reference {
  const folder = temporaryFolder();
  const program = script(join(folder, 'qemu-img'), `echo ${version} ${lacks}`);
  return { version, arch: 'x86_64', banner: version, folder, program, io: undefined, lacks };
}

const recordedWith = (reference: Reference, ...lacks: Feature[]): Provenance => ({
  ...provenance(reference),
  ...(lacks.length > 0 ? { lacks } : {}),
});

/** What was recorded of one release, with baselines. */
const recordedOf = (one: Provenance | undefined): RecordedBuilds => ({
  recorded: ['8.0.0'],
  recordedWith: one === undefined ? {} : { '8.0.0': one },
});

const whole = build('8.0.0');
const poor = build('8.0.0', 'parallels', 'zstd');

test('a build lacks something beside another one that was recorded', () => {
  expect(lacksBeside(poor, recordedOf(recordedWith(whole)))).toEqual(['parallels', 'zstd']);
  expect(lacksBeside(poor, recordedOf(recordedWith(whole, 'zstd')))).toEqual(['parallels']);
  expect(lacksBeside(whole, recordedOf(recordedWith(poor)))).toEqual([]);
  // Its baselines are gone: there is nothing to protect.
  expect(lacksBeside(poor, { ...recordedOf(recordedWith(whole)), recorded: ['7.2.0'] })).toEqual([]);
});

test('beside baselines of which nobody knows the build, a build may lack anything', () => {
  expect(lacksBeside(poor, recordedOf(undefined))).toEqual(['parallels', 'zstd']);
  expect(lacksBeside(whole, recordedOf(undefined))).toEqual([]);
  expect(poorBuilds([poor], recordedOf(undefined))).toEqual([
    '8.0.0 is not recorded: this build (dropped in) has no parallels driver, and the one that was recorded may have ' +
      '(versions.json does not know it); EXPECTED_OUTPUTS=<folder> records it elsewhere',
  ]);
});

test('a build lacks nothing beside itself, though nothing was written down about what it lacks', () => {
  const { lacks: _, ...before } = provenance(poor);
  expect(lacksBeside(poor, recordedOf(before))).toEqual([]);
});

test('what a recorded build lacks is asked of it where it is installed', () => {
  const { lacks: _, ...before } = provenance(poor);
  expect(ownBuilds([poor], recordedOf(before))).toEqual({ '8.0.0': ['parallels', 'zstd'] });
  expect(ownBuilds([poor], recordedOf(recordedWith(whole)))).toEqual({});
  expect(ownBuilds([poor], recordedOf(undefined))).toEqual({});
});

test('why a build does not record is one line that names both', () => {
  expect(poorBuilds([whole, poor], recordedOf(recordedWith(whole)))).toEqual([
    '8.0.0 is not recorded: this build (dropped in) has no parallels driver, and the one that was recorded ' +
      '(dropped in) has; EXPECTED_OUTPUTS=<folder> records it elsewhere',
  ]);
  expect(poorBuilds([whole], recordedOf(recordedWith(poor)))).toEqual([]);
});

test('few other builds are told each, many as ranges', () => {
  const versions = ['7.0.0', '7.1.0', '7.2.0', '8.0.0', '9.0.0'];
  const references = versions.map((version) => build(version));
  const recorded = (...others: string[]) => ({
    recordedWith: Object.fromEntries(
      references.map((one) => [one.version, recordedWith(others.includes(one.version) ? poor : one)]),
    ),
  });
  expect(otherBuilds(references, recorded())).toEqual([]);
  expect(otherBuilds(references, recorded('7.1.0'))).toEqual([
    '7.1.0 is another build (dropped in) than the one recorded (dropped in)',
  ]);
  expect(otherBuilds(references, recorded(...versions))).toEqual([
    '5 releases are other builds than those recorded (versions.json): 7.0.0-9.0.0',
  ]);
});
