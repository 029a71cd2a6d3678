import type { Commands } from '../process/commands.ts';
import { UsageError } from '../text/usage-error.ts';
import type { AptRoot } from './apt-root.ts';
import type { Context } from './context.ts';

/**
 * Minutes for asking a suite, and again for fetching what it has. A suite is up to 40 MB each time, and four are worked
 * on at once: that is a line of 2 Mbit/s. A server that says nothing at all is given up earlier, by apt itself; this is
 * for one that says a byte a second, and for a program that never ends.
 */
export const MINUTES = 15;

/** A week: a longer one was not meant, and timers have an end. */
const MOST = 7 * 24 * 60;

/** Understands `--time-limit`. @returns milliseconds @throws UsageError */
export function parseTimeLimit(text: string | undefined): number {
  const minutes = text === undefined ? MINUTES : /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (minutes > 0 && minutes <= MOST) return Math.ceil(minutes * 60_000);
  throw new UsageError(`--time-limit needs minutes, e.g. 60, and ${MOST} at most; '${text}' is none`);
}

/** What a suite has not done in its time. */
export class TooSlow extends Error {
  constructor(limit: number) {
    const minutes = Number((limit / 60_000).toFixed(2));
    super(
      `it has not come to an end in ${minutes} min, and is given up; ` +
        'try again later, or with another mirror, or give it more with --time-limit MINUTES',
    );
  }
}

/** Commands for one piece of work on a suite, from now on. */
export function inTime({ commands, timeLimit }: Pick<Context, 'commands' | 'timeLimit'>): Commands {
  return commands.within(timeLimit, new TooSlow(timeLimit));
}

/** The same for work in a root. */
export function rootInTime(context: Pick<Context, 'commands' | 'timeLimit'>, root: AptRoot): AptRoot {
  return { ...root, commands: inTime(context) };
}
