import { randomBytes } from 'node:crypto';

/** Name of the variable by which everything that a program starts is known again, whatever group or session it joins. */
const MARK = 'INSTAR_PARITY_STARTED_BY';

const own = `${process.pid}-${randomBytes(6).toString('hex')}`;
let count = 0;

/** How the entry begins in the environment of everything that this process starts. */
export const OWN_MARK = `${MARK}=${own}/`;

/** A mark of one program and of whatever it starts. */
export function nextMark(): Readonly<Record<typeof MARK, string>> {
  count += 1;
  return { [MARK]: `${own}/${count}` };
}

/** Marks what is started with this process's own environment from now on, such as Vitest's workers. */
export function markOwnEnvironment(): void {
  process.env[MARK] = `${own}/`;
}

/** A mark as it stands in an environment. */
export function entryOf(mark: ReturnType<typeof nextMark>): string {
  return `${MARK}=${mark[MARK]}`;
}
