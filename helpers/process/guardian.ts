import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { markOfProcess, markOwnEnvironment, OWN_MARK } from './mark.ts';

const SCRIPT = join(import.meta.dirname, 'guardian.sh');

let watched: Promise<ChildProcess> | undefined;

/**
 * Has this process watched over from now on: when it is gone, however it went, what it has started is killed (how that is
 * found: guardian.sh). Does it once, however often it is asked for; in a thread of a process that is watched over there is nothing
 * to do.
 */
export async function guard(): Promise<void> {
  if (markOfProcess !== undefined) return;
  watched ??= startGuardian([], []);
  await watched;
}

/** Thrown where a guardian ends before it is ready; its exit code tells why, or else what it has said. */
export class NotReady extends Error {
  readonly code: number | null;

  constructor(code: number | null, said: string) {
    super(said.trim().split('\n').at(-1) || `the guardian ended with exit code ${code}`);
    this.code = code;
  }
}

/**
 * Starts a guardian of this process, and waits until it is ready.
 *
 * @param around a command line that goes before its own
 * @param more arguments (guardian.sh)
 * @returns the guardian, which does not keep this process from ending: it waits for that
 * @throws NotReady, or the system's error where it cannot be started
 */
export async function startGuardian(
  around: readonly string[],
  more: readonly string[],
): Promise<ChildProcess> {
  markOwnEnvironment();
  const own = ['/bin/sh', SCRIPT, String(process.pid), OWN_MARK, ...more];
  const [program = '', ...args] = [...around, ...own];
  // A session of its own: what ends its owner, as Ctrl-C does, is not to end it. Not marked as started by its owner.
  const child = spawn(program, args, {
    cwd: '/',
    detached: true,
    // Whatever the owner's PATH is for, the tools of the system are what is meant.
    env: { PATH: `/usr/bin:/bin:${process.env.PATH ?? ''}`, LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { stdin, stdout, stderr } = child;
  let said = '';
  stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  // A guardian that somebody has killed is missed by nobody here.
  stdin.on('error', () => undefined);
  await new Promise<void>((ready, failed) => {
    stdout.once('data', () => ready());
    child.once('error', failed);
    child.once('close', (code) => failed(new NotReady(code, said)));
  });
  child.removeAllListeners();
  stdout.destroy();
  stderr.destroy();
  child.unref();
  (stdin as typeof stdin & { unref(): void }).unref();
  return child;
}
