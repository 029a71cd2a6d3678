import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { $, ProcessOutput } from 'zx';

/** What a program did. A non-zero exit is a result like any other. */
export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Thrown instead of starting anything once the run is being given up. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
  }
}

/** Leaders of the process groups that are running now. */
const groups = new Set<number>();
let givenUp = false;

/** Where the programs put their temporary files. */
let temporary: Record<string, string> = {};

/** Gives the programs a temporary directory that goes with ours: a killed apt leaves files in it (apt.conf.*). */
export function keepTemporariesIn(directory: string): void {
  temporary = { TMPDIR: directory };
}

/** apt's messages are read, so they have to be the untranslated ones. */
const environment = () => ({ ...process.env, ...temporary, LC_ALL: 'C', LANGUAGE: '' });

/**
 * Runs a program to its end with zx. Each is the leader of a process group (`detached`), because apt-get has workers
 * of its own (http, gpgv) that have to go with it, and because a terminal's Ctrl-C then reaches us alone.
 */
export async function run(argv: readonly string[], cwd?: string): Promise<Result> {
  if (givenUp) throw new Interrupted();
  const options = { quiet: true, nothrow: true, detached: true, env: environment(), ...(cwd ? { cwd } : {}) };
  const child = $({ ...options, stdio: ['ignore', 'pipe', 'pipe'] })`${argv}`;
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  try {
    const { exitCode, stdout, stderr } = await child;
    if (givenUp) throw new Interrupted();
    return { code: exitCode, stdout, stderr };
  } catch (error) {
    if (error instanceof ProcessOutput)
      return { code: error.exitCode, stdout: error.stdout, stderr: error.stderr };
    throw error;
  } finally {
    if (pid !== undefined) groups.delete(pid);
  }
}

/** Runs a program and fails with its own words when it does. */
export async function mustRun(argv: readonly string[], cwd?: string): Promise<string> {
  const result = await run(argv, cwd);
  if (result.code !== 0) throw new Error(`${argv[0]}: ${lastError(result)}`);
  return result.stdout;
}

/** The line of a failed program's output that says most: its last error, else its last line. */
export function lastError({ code, stderr }: Result): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((text) => /^(E:|[\w./-]+: error)/.test(text)) ?? lines.at(-1);
  return line?.replace(/^E:\s*/, '').trim() ?? `failed with exit code ${code}`;
}

/** A program whose output is read while it runs. */
export interface Streaming {
  readonly stdout: Readable;
  /** why it failed, or undefined once it has ended well */
  readonly failure: Promise<string | undefined>;
}

/** Starts a program whose output is too large to hold; zx collects all of it, so this one is Node's own. */
export function stream(argv: readonly [string, ...string[]]): Streaming {
  if (givenUp) throw new Interrupted();
  const [program, ...rest] = argv;
  const child = spawn(program, rest, {
    detached: true,
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  const failure = new Promise<string | undefined>((done, failed) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (code) => {
      if (pid !== undefined) groups.delete(pid);
      if (givenUp) failed(new Interrupted());
      else done(code === 0 ? undefined : `${program} failed with exit code ${code}`);
    });
  });
  return { stdout: child.stdout, failure };
}

/** Ends what is running, workers included, and waits until it is gone; nothing can be started afterwards. */
export async function giveUp(): Promise<void> {
  givenUp = true;
  for (const pid of groups) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // it ended on its own in the meantime
    }
  }
  for (let waits = 0; groups.size > 0 && waits < 100; waits += 1) {
    await new Promise((done) => setTimeout(done, 20));
  }
}
