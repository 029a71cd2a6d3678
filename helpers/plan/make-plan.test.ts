import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import instar from '../dialects/instar.ts';
import qemuImg from '../dialects/qemu-img.ts';
import { run } from '../process/run.ts';
import { hostArch } from '../references/host-arch.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { UsageError } from '../text/usage-error.ts';
import { makePlan } from './make-plan.ts';
import { VARIABLES } from './settings.ts';

let root: string;

/** A project with one recorded release that is not installed, and a candidate that tells when it was started. */
beforeEach(async () => {
  root = join(temporaryFolder(), 'project');
  for (const folder of ['scratch', 'qemu-img-binaries', 'folder']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  place(join(root, 'expected-outputs/x-info-json/qcow2/9.0.0/x.meta.json'), '{}');
  script(join(root, 'candidate'), `touch '${root}/started'; echo 'mine 1.0'`);
  place(join(root, 'no-interpreter'), '#!/no/such/interpreter\n', 0o755);
  script(join(root, 'crashes'), 'kill -SEGV $$');
  await run({ program: 'mkfifo', args: ['-m', '755', 'pipe'], cwd: root, timeLimit: 10_000 });
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
  vi.stubEnv('PATH', '/usr/bin:/bin');
  set({ PARITY_SCRATCH: 'scratch', PARITY_BINARY: './candidate' });
});

afterEach(() => vi.unstubAllEnvs());

function set(env: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
}

const plan = (recording = false) =>
  makePlan(root, { folder: root, modules: [instar, qemuImg] }, recording, 'leave');

/** What is there, but for what is only looked at. */
const present = () => readdirSync(root, { recursive: true }).map(String).sort();

/** Values of which each is one line; ROOT stands for the project. */
const bad: [env: Record<string, string>, line: string][] = [
  [{ PARITY_VERSIONS: '10.00.13' }, 'PARITY_VERSIONS: "10.00.13" is not a release (10.0.13), a line of '],
  [
    { PARITY_VERSIONS: '9'.repeat(20) },
    `PARITY_VERSIONS: "${'9'.repeat(20)}" is not a release (10.0.13), a `,
  ],
  [
    { PARITY_VERSIONS: '10.0.0-7.2.0' },
    'PARITY_VERSIONS: "10.0.0-7.2.0" ends below where it begins; say 7.2.0-10',
  ],
  [
    { PARITY_VERSIONS: ', ,' },
    'PARITY_VERSIONS: has an empty part; name a release there, or take its comma out',
  ],
  [{ PARITY_VERSIONS: '8' }, 'PARITY_VERSIONS: "8" matches no release; there are: 9.0.0'],
  [{ PARITY_REPORT: '/proc/x/y' }, 'PARITY_REPORT: /proc/x/y cannot be written to: '],
  [
    { PARITY_REPORT: 'expected-outputs' },
    'PARITY_REPORT: ROOT/expected-outputs lies in ROOT/expected-outputs, ',
  ],
  [{ PARITY_SAFETY: 'harmless' }, 'PARITY_SAFETY: "harmless" is not one of safe, malformed, malicious'],
  [
    { PARITY_STEP_TIMEOUT: '1e-9' },
    'PARITY_STEP_TIMEOUT: "1e-9" is not a number of seconds between 0.001 and ',
  ],
  [
    { PARITY_TIME_LIMIT: 'soon' },
    'PARITY_TIME_LIMIT: "soon" is not a number of minutes between 0.01 and 10080',
  ],
  [
    { PARITY_SCRATCH: 'candidate' },
    'PARITY_SCRATCH: ROOT/candidate is not a folder; name a folder that is there',
  ],
  [{ QEMU_IMG_BINARIES: 'candidate' }, 'QEMU_IMG_BINARIES: ROOT/candidate is not a folder'],
  [{ PARITY_DIALECT: '../x' }, 'PARITY_DIALECT: there is no dialect "../x"; there are: instar, qemu-img'],
  [{ PARITY_BINARY: 'folder' }, 'PARITY_BINARY: ROOT/folder is not a file'],
  [{ PARITY_BINARY: 'pipe' }, 'PARITY_BINARY: ROOT/pipe is not a file'],
  [{ PARITY_BINARY: 'no-interpreter' }, 'PARITY_BINARY: ROOT/no-interpreter could not be started: '],
];

test.for(bad)('%o is one line before any work', async ([env, line], context) => {
  set(env);
  const before = present();
  const message = (await problem()).replaceAll(root, 'ROOT');
  expect(message).toContain(line);
  expect(message.split('\n')).toHaveLength(1);
  expect(existsSync(join(root, 'started'))).toBe(false);
  // The candidate that cannot be started is asked when all else is found out.
  if (env.PARITY_BINARY !== 'no-interpreter') expect(present()).toEqual(before);
  const [[name, value] = []] = Object.entries(env);
  if (name !== 'PARITY_VERSIONS' && name !== 'PARITY_BINARY') return;
  // Which error it is differs from user to user.
  const outcome = message.replace(/ E[A-Z]+: .*| spawn .*/, ' and the error');
  tried(context, { of: 'settings', fault: `${name}=${value}`, how: 'the plan is made', outcome });
});

test('releases that are none are told before anything is made, where no candidate is judged too', async () => {
  set({ PARITY_VERSIONS: '10.00.13', PARITY_BINARY: undefined });
  const before = present();
  for (const recording of [false, true])
    expect(await problem(recording)).toContain('"10.00.13" is not a release');
  expect(present()).toEqual(before);
});

test('a release that is recorded and not installed is told as such where it would have to be played', async () => {
  script(join(root, 'qemu-img-binaries', hostArch(), '7.2.0/qemu-img'), 'echo "qemu-img version 7.2.0"');
  set({ PARITY_VERSIONS: '9.0', PARITY_BINARY: undefined });
  expect(await problem()).toMatch(
    /^PARITY_VERSIONS: "9\.0" is recorded, but not installed, and a self-check plays what is; there are: 7\.2\.0$/m,
  );
  expect(await problem(true)).toContain('and a recording plays what is; there are: 7.2.0');
});

test('a recording that is refused makes no folder for its baselines', async () => {
  set({ EXPECTED_OUTPUTS: 'new', PARITY_VERSIONS: '9' });
  expect(await problem(true)).toContain('no qemu-img release under ');
  expect(existsSync(join(root, 'new'))).toBe(false);
});

test('what is odd about the candidate and about names of variables is noted, and no mistake', async () => {
  set({ PARITY_BINARY: 'crashes', PARITY_VERSION: '7.2' });
  const made = await plan();
  expect(made.plan.candidate).toMatchObject({ path: join(root, 'crashes'), version: undefined });
  expect(made.problems).toEqual([
    'PARITY_VERSION is no setting; did you mean PARITY_VERSIONS?',
    `${root}/crashes: with --version it was ended by SIGSEGV`,
  ]);
});

/** The message that the plan is refused with. */
async function problem(recording = false): Promise<string> {
  const made = await plan(recording).catch((error: unknown) => error);
  expect(made).toBeInstanceOf(UsageError);
  return (made as UsageError).message;
}
