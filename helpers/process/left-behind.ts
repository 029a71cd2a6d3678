import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What tells that a process was started by a program. */
export interface Traces {
  /** process id of the program, which has ended: what it has started is younger */
  readonly leader: number;
  /** an entry of its environment, which is inherited */
  readonly entry: string;
  /** a folder in which nobody but this program works */
  readonly folder?: string | undefined;
}

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
 * @returns the names of what was still running after a moment of grace
 */
export async function endLeftBehind(traces: Traces): Promise<string[]> {
  const first = startedBy(traces);
  if (first.length === 0) return [];
  const left = await waitFor(() => startedBy(traces), GRACE);
  const names = left.map(nameOf);
  await waitFor(() => {
    const rest = startedBy(traces);
    for (const pid of rest) kill(pid);
    return rest;
  }, KILL_LIMIT);
  return names;
}

/** Asks again until nothing is left, or so many milliseconds have passed; tells what is left. */
async function waitFor(ask: () => number[], limit: number): Promise<number[]> {
  const end = Date.now() + limit;
  for (;;) {
    const left = ask();
    if (left.length === 0 || Date.now() >= end) return left;
    await sleep(PAUSE);
  }
}

/** Processes that run and show traces of a program. None where there is no /proc. */
function startedBy({ leader, entry, folder }: Traces): number[] {
  return youngerThan(leader).filter((pid) => {
    const environment = `\0${textOf(`/proc/${pid}/environ`)}`;
    return environment.includes(`\0${entry}\0`) || (folder !== undefined && worksIn(pid, folder));
  });
}

/** Process ids that were given since a process was started, few of which are in use. */
function youngerThan(leader: number): number[] {
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

function pids(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []));
  } catch {
    return [];
  }
}

function worksIn(pid: number, folder: string): boolean {
  try {
    const there = readlinkSync(`/proc/${pid}/cwd`);
    return there === folder || there.startsWith(`${folder}/`);
  } catch {
    return false;
  }
}

function nameOf(pid: number): string {
  return textOf(`/proc/${pid}/comm`).trim();
}

/** Empty where it cannot be read: a process that has ended, or is somebody else's. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
