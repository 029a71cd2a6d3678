// @ts-check
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What tells that a process was started by a program.
 *
 * @typedef {object} Traces
 * @property {number} leader process id of the program, which has ended: what it has started is younger
 * @property {string} entry an entry of its environment, which is inherited
 * @property {string | undefined} folder in which nobody but this program works
 */

/** How long what a program has started may take to end after it, milliseconds: a shell's `&` may just be at its end. */
const GRACE = 1_000;
/** How long killed processes may take to be gone, milliseconds. */
const KILL_LIMIT = 2_000;
const PAUSE = 10;

/** Up to how many process ids are asked one by one, of 3 us each; beyond, a list of all costs less (77 us of 65). */
const ASKED_ONE_BY_ONE = 24;

/**
 * Kills what a program that has ended has left running, also what is in another session or process group.
 *
 * @param {Traces} traces
 * @returns {Promise<string[]>} the names of what was still running after a moment of grace
 */
export async function endLeftBehind(traces) {
  const first = startedBy(traces);
  if (first.length === 0) return [];
  const left = await waitFor(() => startedBy(traces), GRACE);
  const names = left.map(nameOf);
  await killStartedBy(traces);
  return names;
}

/**
 * Kills what shows traces of a program, and waits until it is gone.
 *
 * @param {Traces} traces
 */
export async function killStartedBy(traces) {
  await waitFor(() => {
    const rest = startedBy(traces);
    for (const pid of rest) kill(pid);
    return rest;
  }, KILL_LIMIT);
}

/**
 * Asks again until nothing is left, or so many milliseconds have passed; tells what is left.
 *
 * @param {() => number[]} ask
 * @param {number} limit
 * @returns {Promise<number[]>}
 */
async function waitFor(ask, limit) {
  const end = Date.now() + limit;
  for (;;) {
    const left = ask();
    if (left.length === 0 || Date.now() >= end) return left;
    await sleep(PAUSE);
  }
}

/**
 * Processes that run and show traces of a program. None where there is no /proc.
 *
 * @param {Traces} traces
 */
function startedBy({ leader, entry, folder }) {
  return youngerThan(leader).filter((pid) => {
    const environment = `\0${textOf(`/proc/${pid}/environ`)}`;
    return environment.includes(`\0${entry}\0`) || (folder !== undefined && worksIn(pid, folder));
  });
}

/**
 * Process ids that were given since a process was started, few of which are in use.
 *
 * @param {number} leader
 */
function youngerThan(leader) {
  const last = Number(textOf('/proc/loadavg').trim().split(' ').at(-1));
  const count = last - leader;
  if (count >= 0 && count <= ASKED_ONE_BY_ONE) {
    const given = Array.from({ length: count }, (_, at) => leader + 1 + at);
    // Most have ended, and reading what is not there costs thrice as much as asking.
    return given.filter((pid) => existsSync(`/proc/${pid}`));
  }
  const all = pids();
  // Where the numbers have begun anew, a younger process may have a smaller one.
  return count < 0 ? all : all.filter((pid) => pid > leader);
}

function pids() {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []));
  } catch {
    return [];
  }
}

/**
 * @param {number} pid
 * @param {string} folder
 */
function worksIn(pid, folder) {
  try {
    const there = readlinkSync(`/proc/${pid}/cwd`);
    return there === folder || there.startsWith(`${folder}/`);
  } catch {
    return false;
  }
}

/** @param {number} pid */
function nameOf(pid) {
  return textOf(`/proc/${pid}/comm`).trim();
}

/**
 * Empty where it cannot be read: a process that has ended, or is somebody else's.
 *
 * @param {string} path
 */
function textOf(path) {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
