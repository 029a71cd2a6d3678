// @ts-check
import { spawn } from 'node:child_process';
import { Alarm } from './alarm.mjs';
import { killGroup } from './kill-group.mjs';
import { endLeftBehind } from './left-behind.mjs';

/**
 * One program, and how long it may take.
 *
 * @typedef {object} Program
 * @property {string} program path of the executable; it is started as it is, without a shell
 * @property {readonly string[]} args
 * @property {number} timeLimit of the whole run, milliseconds
 */

/**
 * Where programs run.
 *
 * @typedef {object} Place
 * @property {string} cwd
 * @property {Readonly<Record<string, string>>} env all of it
 * @property {string} entry the one of its entries by which is known what a program has started
 * @property {string} [ownFolder] a folder in which nobody but the program works: whoever does after its end was started by it
 * @property {number} outputLimit bytes that one stream may carry
 */

/** How long a pipe may stay open after all that is known to hold it has ended, milliseconds. */
const PIPE_GRACE = 1_000;

/**
 * Runs one program to its end: no standard input, its own process group, a time limit and bounded output. Never throws for
 * what the program does; the ending tells it.
 *
 * The group is killed as a whole, and after the end whatever else the program has started: a child that holds its output
 * open would keep us waiting until the time limit, and a daemon would live on.
 *
 * @param {Program} what
 * @param {Place} place
 * @returns {{ ended: Promise<import('../run.ts').ProgramResult>, cancel: () => void }}
 */
export function runProgram({ program, args, timeLimit }, { cwd, env, entry, ownFolder, outputLimit }) {
  const begun = performance.now();
  const child = start(program, args, cwd, env);
  if (typeof child === 'string') return { ended: Promise.resolve(notStarted(child, begun)), cancel() {} };
  const leader = child.pid;
  /** @type {'time' | 'pipe' | 'cancelled' | 'output' | undefined} */
  let cut;
  /** @param {NonNullable<typeof cut>} why */
  const stop = (why) => {
    cut ??= why;
    if (leader !== undefined) killGroup(leader);
    // A process that left the group with setsid() survives that; stop listening to it.
    setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, PIPE_GRACE).unref();
  };
  const tooMuch = () => stop('output');
  const stdout = collect(child.stdout, outputLimit, tooMuch);
  const stderr = collect(child.stderr, outputLimit, tooMuch);
  const limit = new Alarm(timeLimit, () => stop('time'));
  /** @type {Alarm | undefined} */
  let grace;
  /** @type {Promise<string[]> | undefined} */
  let leftBehind;
  if (leader !== undefined) {
    child.once('exit', () => {
      leftBehind = endLeftBehind({ leader, entry, folder: ownFolder }).finally(() => {
        // What holds the pipes still shows no traces.
        grace = new Alarm(PIPE_GRACE, () => stop('pipe'));
      });
    });
  }
  /** @type {Promise<import('../run.ts').ProgramResult>} */
  const ended = new Promise((done) => {
    child.once('error', (error) => {
      limit.cancel();
      done(notStarted(error.message, begun));
    });
    child.once('close', async (code, signal) => {
      limit.cancel();
      const took = performance.now() - begun;
      const programs = (await leftBehind) ?? [];
      grace?.cancel();
      if (leader !== undefined) killGroup(leader);
      done({
        ending: endingOf({ code, signal, cut, programs }, timeLimit, outputLimit),
        stdout: stdout(),
        stderr: stderr(),
        took,
      });
    });
  });
  return { ended, cancel: () => stop('cancelled') };
}

/**
 * Starts a program, or says why not: some of what is wrong with a command line is thrown, the rest is told later.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {Readonly<Record<string, string>>} env
 */
function start(program, args, cwd, env) {
  try {
    return spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * @param {string} reason
 * @param {number} begun
 * @returns {import('../run.ts').ProgramResult}
 */
function notStarted(reason, begun) {
  const took = performance.now() - begun;
  return { ending: { kind: 'not started', reason }, stdout: '', stderr: '', took };
}

/**
 * Collects what a stream carries, up to a limit.
 *
 * @param {import('node:stream').Readable} stream
 * @param {number} limit bytes
 * @param {() => void} beyond is told once when there is more
 * @returns {() => string} all of it, decoded as UTF-8
 */
function collect(stream, limit, beyond) {
  /** @type {Buffer[]} */
  const chunks = [];
  let left = limit;
  stream.on('data', (/** @type {Buffer} */ chunk) => {
    if (left < 0) return;
    chunks.push(chunk.length > left ? chunk.subarray(0, left) : chunk);
    left -= chunk.length;
    if (left < 0) beyond();
  });
  return () => (chunks.length === 1 ? /** @type {Buffer} */ (chunks[0]) : Buffer.concat(chunks)).toString();
}

/**
 * @param {{ code: number | null, signal: NodeJS.Signals | null, cut: string | undefined, programs: readonly string[] }} how
 * @param {number} timeLimit
 * @param {number} outputLimit
 * @returns {import('../run.ts').Ending}
 */
function endingOf({ code, signal, cut, programs }, timeLimit, outputLimit) {
  if (cut === 'output') return { kind: 'too much output', limit: outputLimit };
  if (cut === 'time') return { kind: 'timed out', after: timeLimit };
  if (cut === 'cancelled') return { kind: 'cancelled' };
  if (cut === 'pipe') return { kind: 'left a process behind', programs: [] };
  if (signal !== null) return { kind: 'signalled', signal };
  // Of a program that was killed nobody expects that it has ended what it had started.
  if (programs.length > 0) return { kind: 'left a process behind', programs };
  return { kind: 'exited', code: code ?? 0 };
}
