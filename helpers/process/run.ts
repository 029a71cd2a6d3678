import { entryOf, nextMark } from './mark.ts';
import { starterWith } from './starters.ts';

/** A program, and how long it may take. */
export interface Invocation {
  /** path of the executable; it is started as it is, without a shell */
  readonly program: string;
  readonly args: readonly string[];
  /** limit for the whole run, milliseconds */
  readonly timeLimit: number;
}

/** Where programs run, and what they may use up. */
export interface Site {
  readonly cwd: string;
  /** added to the fixed environment */
  readonly env?: Readonly<Record<string, string>>;
  /** bytes of address space, for input that may make a program ask for all there is; needs util-linux's prlimit */
  readonly memoryLimit?: number | undefined;
  /** a folder in which nobody but these programs works: whoever does after the end of one was started by it */
  readonly ownFolder?: string | undefined;
  /** the test's own signal: a cancelled test must not leave its program running */
  readonly signal?: AbortSignal | undefined;
}

/** How a program ended. Exactly one of the kinds; nothing is folded into an exit code. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'timed out'; readonly after: number }
  | { readonly kind: 'too much output'; readonly limit: number }
  /** names of the programs, where any was still found */
  | { readonly kind: 'left a process behind'; readonly programs: readonly string[] }
  /** we killed it, or did not start it, because the test was given up; says nothing of the program */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not started'; readonly reason: string };

export interface ProgramResult {
  readonly ending: Ending;
  /** what it printed, decoded as UTF-8; a byte that is not UTF-8 becomes U+FFFD */
  readonly stdout: string;
  readonly stderr: string;
  /** from its start to its end, milliseconds */
  readonly took: number;
}

/** Bytes that one stream may carry. The largest baseline is far below 1 MiB; memory stays flat beyond this. */
export const OUTPUT_LIMIT = 16 * 1024 * 1024;

/**
 * Runs one program to its end: fixed environment, no shell, no standard input, its own process group, a time limit and
 * bounded output. Never throws for what the program does; the ending tells it.
 *
 * @throws StarterDied where the process is gone that starts programs for this one
 */
export async function run({ program, args, timeLimit, ...site }: Invocation & Site): Promise<ProgramResult> {
  const [result] = await runInTurn([{ program, args, timeLimit }], site);
  if (!result) throw new Error(`nothing is known of ${program}`);
  return result;
}

/**
 * Runs programs one after the other, like {@link run}, until one does not exit with 0.
 *
 * @returns what became of each that was run: of the last one at least
 */
export async function runInTurn(
  programs: readonly Invocation[],
  { cwd, env, memoryLimit, ownFolder, signal }: Site,
): Promise<readonly ProgramResult[]> {
  // An abort that has happened already is announced to nobody.
  if (signal?.aborted) return [{ ending: { kind: 'cancelled' }, stdout: '', stderr: '', took: 0 }];
  const starter = await starterWith(memoryLimit);
  const mark = nextMark();
  const place = {
    cwd,
    env: { ...fixedEnvironment(env), ...mark },
    entry: entryOf(mark),
    outputLimit: OUTPUT_LIMIT,
    ...(ownFolder === undefined ? {} : { ownFolder }),
  };
  return starter.run(programs, place, signal);
}

/** PATH is the one thing taken from ours: launchers and wrapper scripts need their interpreter. */
export function fixedEnvironment(extra?: Site['env']): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...extra };
}
