import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { UsageError } from '../text/usage-error.ts';
import { readSettings, VARIABLES } from './settings.ts';

const root = temporaryFolder();

test('without any variable everything lies in the project', () => {
  expect(readSettings(root, {})).toMatchObject({
    root,
    binaries: join(root, 'qemu-img-binaries'),
    expectedOutputs: join(root, 'expected-outputs'),
    snapshots: join(root, '__snapshots__'),
    report: join(root, 'parity-report'),
    base: undefined,
    dialect: undefined,
    binary: undefined,
    versions: undefined,
    reader: 'both',
    safeties: ['safe'],
    scratch: expect.stringMatching(new RegExp(`^(?:/dev/shm|${tmpdir()})$`)),
    timeLimit: 60_000,
    runLimit: undefined,
    requireCandidate: false,
    minimum: undefined,
    given: {},
  });
});

test('an empty variable is as good as none, but for the name of the candidate and the gates', () => {
  const gates = ['PARITY_REQUIRE_CANDIDATE', 'PARITY_MIN_JUDGED', 'PARITY_TIME_LIMIT'];
  const strict = ['PARITY_BINARY', 'INSTAR_BINARY_PATH', ...gates];
  const names = VARIABLES.filter((name) => !strict.includes(name));
  const empty = Object.fromEntries(names.map((name) => [name, '']));
  expect(readSettings(root, empty)).toEqual(readSettings(root, {}));
});

test('each variable is taken as it says', () => {
  const elsewhere = temporaryFolder();
  expect(
    readSettings(root, {
      PARITY_DIALECT: 'qemu-img',
      PARITY_BINARY: 'a/b',
      INSTAR_BINARY_PATH: 'c',
      PARITY_VERSIONS: '7.2',
      PARITY_READER: 'candidate',
      PARITY_SAFETY: 'malformed,safe, malformed',
      QEMU_IMG_BINARIES: 'binaries',
      EXPECTED_OUTPUTS: join(elsewhere, 'eo'),
      PARITY_SCRATCH: elsewhere,
      PARITY_REPORT: 'out',
      PARITY_BASE: 'old/parity.json',
      PARITY_STEP_TIMEOUT: '0.5',
      PARITY_TIME_LIMIT: '1.5',
      PARITY_REQUIRE_CANDIDATE: '1',
      PARITY_MIN_JUDGED: '90%',
    }),
  ).toMatchObject({
    dialect: 'qemu-img',
    binary: 'a/b',
    versions: '7.2',
    reader: 'candidate',
    safeties: ['malformed', 'safe'],
    binaries: join(root, 'binaries'),
    expectedOutputs: join(elsewhere, 'eo'),
    // The review pages are of the project's own baselines.
    snapshots: undefined,
    scratch: elsewhere,
    report: join(root, 'out'),
    base: join(root, 'old/parity.json'),
    timeLimit: 500,
    runLimit: 90_000,
    requireCandidate: true,
    minimum: { amount: 90, unit: 'percent' },
  });
});

test('what was said is kept as it was written, and nothing else', () => {
  const env = {
    PARITY_SAFETY: 'safe, malformed',
    QEMU_IMG_BINARIES: 'binaries',
    PARITY_READER: '',
    HOME: '/',
  };
  expect(readSettings(root, env).given).toEqual({
    PARITY_SAFETY: 'safe, malformed',
    QEMU_IMG_BINARIES: 'binaries',
  });
});

test('INSTAR_BINARY_PATH is another name of PARITY_BINARY, and asked only where that is not set', () => {
  expect(readSettings(root, { INSTAR_BINARY_PATH: 'c' }).binary).toBe('c');
  expect(readSettings(root, { PARITY_BINARY: 'b', INSTAR_BINARY_PATH: '' }).binary).toBe('b');
});

test('a testdata checkout serves where nothing nearer is said', () => {
  const testdata = { INSTAR_TESTDATA_PATH: '/testdata' };
  expect(readSettings(root, testdata)).toMatchObject({
    binaries: '/testdata/qemu-img-binaries',
    expectedOutputs: '/testdata/expected-outputs',
  });
  expect(readSettings(root, { ...testdata, EXPECTED_OUTPUTS: '/own' }).expectedOutputs).toBe('/own');
});

test('one kind of images may be asked for alone', () => {
  expect(readSettings(root, { PARITY_SAFETY: 'malicious' }).safeties).toEqual(['malicious']);
});

const bad: [Record<string, string>, string][] = [
  [{ PARITY_READER: 'all' }, 'PARITY_READER: "all" is not one of candidate, reference, both'],
  [{ PARITY_SAFETY: 'safe,wild' }, 'PARITY_SAFETY: "wild" is not one of safe, malformed, malicious'],
  [{ PARITY_SAFETY: 'safe,' }, 'PARITY_SAFETY: "" is not one of safe, malformed, malicious'],
  ...['0', '1e-9', '1e308', '0x10', 'NaN', 'Infinity', '3601'].map(
    (value): [Record<string, string>, string] => [
      { PARITY_STEP_TIMEOUT: value },
      `PARITY_STEP_TIMEOUT: "${value}" is not a number of seconds between 0.001 and 3600`,
    ],
  ),
  ...['0', '-5', '0.001', '10081', '5 min', '1e1'].map((value): [Record<string, string>, string] => [
    { PARITY_TIME_LIMIT: value },
    `PARITY_TIME_LIMIT: "${value}" is not a number of minutes between 0.01 and 10080`,
  ]),
  [{ PARITY_BINARY: '' }, 'PARITY_BINARY: is set but empty; name a program, or unset it'],
  [
    { PARITY_BINARY: '', INSTAR_BINARY_PATH: 'c' },
    'PARITY_BINARY: is set but empty; name a program, or unset it',
  ],
  [{ INSTAR_BINARY_PATH: '' }, 'INSTAR_BINARY_PATH: is set but empty; name a program, or unset it'],
  [{ PARITY_REQUIRE_CANDIDATE: '' }, 'PARITY_REQUIRE_CANDIDATE: is set but empty; say 0 or 1, or unset it'],
  [{ PARITY_MIN_JUDGED: '' }, 'PARITY_MIN_JUDGED: is set but empty; say how many, or unset it'],
  [{ PARITY_TIME_LIMIT: '' }, 'PARITY_TIME_LIMIT: is set but empty; say how many minutes, or unset it'],
  [{ PARITY_REQUIRE_CANDIDATE: 'yes' }, 'PARITY_REQUIRE_CANDIDATE: "yes" is not one of 0, 1'],
  [
    { PARITY_MIN_JUDGED: 'all' },
    'PARITY_MIN_JUDGED: "all" is not a number of cells (300) or a share of them (90%)',
  ],
  ...['0', '101%', '1.5', '9'.repeat(20), '٩'].map((value): [Record<string, string>, string] => [
    { PARITY_MIN_JUDGED: value },
    `PARITY_MIN_JUDGED: "${value}" is not a number of cells (300) or a share of them (90%)`,
  ]),
  ...VARIABLES.map((name): [Record<string, string>, string] => [
    { [name]: 'a\nb' },
    `${name}: "a\\nb" has a line break, another control character or no UTF-8 in it; leave that out`,
  ]),
];

test.for(bad)('%o is one clear line', ([env, line], context) => {
  let error: unknown;
  try {
    readSettings(root, env);
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ message: line, stack: line });
  const [[name = '', value = ''] = []] = Object.entries(env);
  if (value === '' || value.includes('\n')) return;
  const fault = `${name}=${value}`;
  tried(context, {
    of: 'settings',
    fault,
    how: 'read from the environment',
    outcome: (error as Error).message,
  });
});

test('each is explained', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/settings.md'), 'utf8');
  for (const name of VARIABLES) expect(text).toContain(`\`${name}\``);
});
