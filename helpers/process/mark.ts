import { randomBytes } from 'node:crypto';
import { isMainThread, threadId } from 'node:worker_threads';

/** Name of the variable by which everything that a program starts is known again, whatever group or session it joins. */
const MARK = 'INSTAR_PARITY_STARTED_BY';

/**
 * What a process has marked its environment with, in a thread of it, which gets a copy: what a thread starts is the process's.
 * A guardian of its own would take the end of the thread for that of the process, and end all of it.
 */
export const markOfProcess = isMainThread ? undefined : /^(.+)\/$/.exec(process.env[MARK] ?? '')?.[1];

const own = markOfProcess ?? `${process.pid}-${randomBytes(6).toString('hex')}`;
/** Threads count on their own. */
const thread = isMainThread ? '' : `${threadId}.`;
let count = 0;

/** How the entry begins in the environment of everything that this process starts. */
export const OWN_MARK = `${MARK}=${own}/`;

/** A mark of one program and of whatever it starts. */
export function nextMark(): Readonly<Record<typeof MARK, string>> {
  count += 1;
  return { [MARK]: `${own}/${thread}${count}` };
}

/** Marks what is started with this process's own environment from now on, such as Vitest's workers. */
export function markOwnEnvironment(): void {
  process.env[MARK] = `${own}/`;
}

/** A mark as it stands in an environment. */
export function entryOf(mark: ReturnType<typeof nextMark>): string {
  return `${MARK}=${mark[MARK]}`;
}
