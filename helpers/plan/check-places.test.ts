import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { states } from '../testing/tree.ts';
import { tried } from '../testing/tried.ts';
import { UsageError } from '../text/usage-error.ts';
import { checkPlaces } from './check-places.ts';
import { readSettings } from './settings.ts';

/** A project with what its settings may be pointed at, and everything that may be wrong there. */
function project(): string {
  const root = temporaryFolder();
  for (const folder of [
    'suites/tiny',
    'expected-outputs',
    'qemu-img-binaries',
    'docs',
    'scratch',
    'it\'s a "$HOME"',
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  place(join(root, 'file'), '');
  mkdirSync(join(root, 'taken/parity.json'), { recursive: true });
  mkdirSync(join(root, 'partly/badge.json'), { recursive: true });
  symlinkSync(join(root, 'gone'), join(root, 'dangling'));
  symlinkSync(join(root, 'loop'), join(root, 'loop'));
  symlinkSync(join(root, 'suites'), join(root, 'disguise'));
  return root;
}

const OURS = 'which is kept for other files; name another folder';

/** A setting, and its one line; ROOT stands for the project. */
const bad: [name: string, value: string, line: string][] = [
  ['PARITY_REPORT', 'file', 'ROOT/file is not a folder'],
  ['PARITY_REPORT', 'file/below/it', 'ROOT/file/below/it cannot be written to: ENOTDIR: '],
  ['PARITY_REPORT', '/proc/x/y', '/proc/x/y cannot be written to: E'],
  ['PARITY_REPORT', '/dev/full', '/dev/full is not a folder'],
  ['PARITY_REPORT', 'dangling', 'ROOT/dangling cannot be written to: ENOENT: '],
  ['PARITY_REPORT', 'loop', 'ROOT/loop cannot be written to: ELOOP: '],
  ['PARITY_REPORT', 'a'.repeat(300), `ROOT/${'a'.repeat(300)} cannot be written to: ENAMETOOLONG: `],
  ['PARITY_REPORT', 'taken', 'ROOT/taken/parity.json is not a file; name another folder'],
  ['PARITY_REPORT', 'partly', 'ROOT/partly/badge.json is not a file; name another folder'],
  ['PARITY_REPORT', 'suites', `ROOT/suites lies in ROOT/suites, ${OURS}`],
  [
    'PARITY_REPORT',
    'expected-outputs/tiny',
    `ROOT/expected-outputs/tiny lies in ROOT/expected-outputs, ${OURS}`,
  ],
  ['PARITY_REPORT', 'docs/../docs/report', `ROOT/docs/report lies in ROOT/docs, ${OURS}`],
  ['PARITY_REPORT', 'disguise/report', `ROOT/disguise/report lies in ROOT/suites, ${OURS}`],
  ['PARITY_SCRATCH', 'file', 'ROOT/file is not a folder; name a folder that is there'],
  ['PARITY_SCRATCH', 'none', 'ROOT/none does not exist; name a folder that is there'],
  ['PARITY_SCRATCH', '/proc', '/proc cannot be written to: '],
  ['PARITY_SCRATCH', 'suites/tiny', `ROOT/suites/tiny lies in ROOT/suites, ${OURS}`],
  ['QEMU_IMG_BINARIES', 'none', 'ROOT/none does not exist'],
  ['QEMU_IMG_BINARIES', 'file', 'ROOT/file is not a folder'],
  ['QEMU_IMG_BINARIES', '/proc/x', '/proc/x does not exist'],
  ['EXPECTED_OUTPUTS', 'none', 'ROOT/none does not exist'],
  ['EXPECTED_OUTPUTS', 'file', 'ROOT/file is not a folder'],
  ['INSTAR_TESTDATA_PATH', 'file', 'ROOT/file is not a folder'],
  ['INSTAR_TESTDATA_PATH', 'file/x', 'ROOT/file/x cannot be read: ENOTDIR: '],
];

test.for(bad)('%s=%s is one line, and nothing is left of the trial', ([name, value, line], context) => {
  const root = project();
  const before = states(root);
  const message = problemOf(root, { [name]: value })?.replaceAll(root, 'ROOT') ?? '';
  expect(message).toContain(`${name}: ${line}`);
  expect(message.split('\n')).toHaveLength(1);
  expect(states(root)).toEqual(before);
  // Which error it is differs from user to user.
  const outcome = message.replace(/a{300}/g, 'aaa...').replace(/: E[A-Z]+: .*/, ': and the error');
  tried(context, {
    of: 'settings',
    fault: `${name}=${value.slice(0, 40)}`,
    how: 'the folder is tried',
    outcome,
  });
});

test('folders that can be used are left as they were', () => {
  const root = project();
  const before = states(root);
  const odd = 'it\'s a "$HOME"';
  const used = {
    PARITY_SCRATCH: odd,
    PARITY_REPORT: `${odd}/a/b`,
    EXPECTED_OUTPUTS: odd,
    QEMU_IMG_BINARIES: odd,
  };
  // Baselines of somebody else are no place for a report either.
  expect(problemOf(root, used)).toContain('PARITY_SCRATCH: ');
  const { PARITY_SCRATCH, PARITY_REPORT } = used;
  expect(problemOf(root, { PARITY_SCRATCH, PARITY_REPORT })).toBeUndefined();
  expect(problemOf(root, { PARITY_SCRATCH: 'scratch' })).toBeUndefined();
  expect(states(root)).toEqual(before);
});

test('a recording makes the folder of its baselines, and needs no folder for a report that it does not write', () => {
  const root = project();
  expect(problemOf(root, { EXPECTED_OUTPUTS: 'none' }, true)).toBeUndefined();
  expect(problemOf(root, { EXPECTED_OUTPUTS: 'file' }, true)).toContain('EXPECTED_OUTPUTS: ');
  place(join(root, 'parity-report'), '');
  expect(problemOf(root, {}, true)).toBeUndefined();
  expect(problemOf(root, {})).toContain('PARITY_REPORT: ');
  expect(problemOf(root, { PARITY_REPORT: 'file' }, true)).toContain('PARITY_REPORT: ');
});

/** The one line that the settings are refused with, if they are. */
function problemOf(root: string, env: Record<string, string>, recording = false): string | undefined {
  const settings = readSettings(root, { PARITY_SCRATCH: 'scratch', ...env });
  try {
    checkPlaces(settings, recording);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
}
