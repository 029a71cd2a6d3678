import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inject } from 'vitest';
import { readIfThere } from '../files/read.ts';
import { type Ending, run } from '../process/run.ts';
import type { Report } from '../reporting/report.ts';
import { runInHost } from './vitest-host.ts';

const PROJECT = join(import.meta.dirname, 'project');
export const REPOSITORY = resolve(import.meta.dirname, '../..');
export const VITEST = join(REPOSITORY, 'node_modules/vitest/vitest.mjs');

/** Options of a run on the fixture project, with its config as global-setup.ts has made it. */
export const FIXTURE = fromBundle(inject('fixtureConfig'), PROJECT);

/** Generous: a run takes a second or two, and a hang has to end somewhere. */
const TIME_LIMIT = 90_000;

export type ParityReport = Report;

export interface VitestRun {
  /** undefined where Vitest did not exit by itself */
  readonly exitCode: number | undefined;
  readonly ending: Ending;
  /** standard output, then standard error, without colours */
  readonly text: string;
  readonly stdout: string;
  /** parity.json of this run, if it wrote one */
  readonly report: ParityReport | undefined;
}

/** Where a run of the fixture project finds and leaves things. */
export interface Testbed {
  /** holds expected-outputs/, __snapshots__/, parity-report/ */
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs Vitest on the fixture project. It sees nothing of this run: neither Vitest's variables nor settings like
 * PARITY_VERSIONS that chose what we ourselves run. The process may have run it before and lives on; what is to be seen of
 * a process that ends needs one of its own (`runVitestAlone`).
 *
 * @throws Error where Vitest does not end, or its process does before it
 */
export async function runVitest(
  testbed: Testbed,
  given: readonly string[],
  more: Record<string, string> = {},
) {
  const { args, env, cwd, timeLimit } = vitestCommand(testbed, given, more);
  const { code, stdout, stderr } = await runInHost({ args: args.slice(1), env, cwd }, timeLimit);
  return whatWasRun(testbed, { kind: 'exited', code }, stdout, stderr);
}

/** Runs Vitest on the fixture project like {@link runVitest}, in a process of its own, as a user does. */
export async function runVitestAlone(
  testbed: Testbed,
  args: readonly string[],
  env: Record<string, string> = {},
) {
  const { ending, stdout, stderr } = await run(vitestCommand(testbed, args, env));
  return whatWasRun(testbed, ending, stdout, stderr);
}

function whatWasRun({ root }: Testbed, ending: Ending, stdout: string, stderr: string): VitestRun {
  const report = readIfThere(join(root, 'parity-report/parity.json'));
  return {
    exitCode: ending.kind === 'exited' ? ending.code : undefined,
    ending,
    text: stripVTControlCharacters(`${stdout}\n${stderr}`),
    stdout,
    report: report === undefined ? undefined : (JSON.parse(report) as ParityReport),
  };
}

/** The child process of `runVitestAlone`, for tests that start it in a way of their own. */
export function vitestCommand(testbed: Testbed, args: readonly string[], env: Record<string, string> = {}) {
  // Vitest keeps files of its own in the temporary directory, and leaves them when it is killed.
  const TMPDIR = join(testbed.root, 'tmp');
  mkdirSync(TMPDIR, { recursive: true });
  return {
    program: process.execPath,
    args: [VITEST, 'run', ...FIXTURE, ...args],
    cwd: PROJECT,
    env: {
      ...testbed.env,
      TINY_ROOT: testbed.root,
      TINY_MODULES: inject('moduleCache'),
      NO_COLOR: '1',
      TMPDIR,
      PATH: pathWithout('instar'),
      ...env,
    },
    timeLimit: TIME_LIMIT,
  };
}

/**
 * Options by which Vitest takes a config from a bundle.
 *
 * @param root of the project that the config is of: Vitest takes the config's folder for it
 */
export function fromBundle(config: string, root: string): string[] {
  return ['--config', config, '--configLoader', 'native', '--root', root];
}

/** PATH without the folders that hold a program: an installed candidate must not turn up in a self-check. */
function pathWithout(program: string): string {
  const folders = (process.env.PATH ?? '/usr/bin:/bin').split(delimiter);
  return folders.filter((folder) => !existsSync(join(folder, program))).join(delimiter);
}
