import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { markOwnEnvironment, OWN_MARK } from './mark.ts';

const SCRIPT = join(import.meta.dirname, 'guardian.sh');

/** A scratch directory that goes with this process. */
export interface Held {
  /** path, PARENT/run-ID; it is made, and its parent too */
  readonly folder: string;
  /** whether what ended runs have kept beside it (PARENT/kept-ID) goes first */
  readonly sweepKept: boolean;
}

let watched: Promise<void> | undefined;

/**
 * Has this process watched over from now on: when it is gone, however it went, what it has started is killed (how that is
 * found: guardian.sh). Does it once, however often it is asked for.
 */
export function guard(): Promise<void> {
  watched ??= startGuardian([]);
  return watched;
}

/**
 * The same, and makes a scratch directory that other runs leave alone while this process lives and that goes with it.
 *
 * @throws Error of one line where it cannot be made
 */
export function guardScratch({ folder, sweepKept }: Held): Promise<void> {
  const held = startGuardian([folder, sweepKept ? 'yes' : 'no']);
  watched ??= held;
  return held;
}

async function startGuardian(scratch: readonly string[]): Promise<void> {
  markOwnEnvironment();
  // A session of its own: what ends its owner, as Ctrl-C does, is not to end it. Not marked as started by its owner.
  const child = spawn('/bin/sh', [SCRIPT, String(process.pid), OWN_MARK, ...scratch], {
    cwd: '/',
    detached: true,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { stdin, stdout, stderr } = child;
  let said = '';
  stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  // Written to by nobody; that it is open is all that counts.
  stdin.on('error', () => {});
  await new Promise<void>((ready, failed) => {
    stdout.once('data', () => ready());
    child.once('error', failed);
    child.once('close', () => failed(new Error(said.trim().split('\n').at(-1) || 'the guardian has ended')));
  });
  child.removeAllListeners();
  stdout.destroy();
  stderr.destroy();
  // It is not to keep this process from ending, since it waits for that.
  child.unref();
  (stdin as typeof stdin & { unref(): void }).unref();
}
