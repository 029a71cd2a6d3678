import { execa } from 'execa';
import { Alarm } from './alarm.ts';
import { guard } from './guardian.ts';
import { killGroup } from './kill-group.ts';
import { endLeftBehind } from './left-behind.ts';
import { entryOf, nextMark } from './mark.ts';

export interface Invocation {
  /** path of the executable; it is started as it is, without a shell */
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** added to the fixed environment */
  readonly env?: Readonly<Record<string, string>>;
  /** limit for the whole run, milliseconds */
  readonly timeLimit: number;
  /** bytes of address space, for input that may make a program ask for all there is; needs util-linux's prlimit */
  readonly memoryLimit?: number | undefined;
  /** a folder in which nobody but this program works: whoever does after its end was started by it */
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
}

/** Bytes that one stream may carry. The largest baseline is far below 1 MiB; memory stays flat beyond this. */
export const OUTPUT_LIMIT = 16 * 1024 * 1024;

/** How long a pipe may stay open after all that is known to hold it has ended, milliseconds. */
const PIPE_GRACE = 1_000;

/**
 * Runs one program to its end: fixed environment, no shell, no standard input, its own process group, a time limit
 * and bounded output. Never throws for what the program does; the ending tells it.
 *
 * The group is killed as a whole (execa signals only the leader), and after the end whatever else the program has started:
 * a child that holds its output open would keep us waiting until the time limit, and a daemon would live on.
 */
export async function run(invocation: Invocation): Promise<ProgramResult> {
  const { cwd, env, timeLimit, signal, ownFolder } = invocation;
  // An abort that has happened already is announced to nobody.
  if (signal?.aborted) return { ending: { kind: 'cancelled' }, stdout: '', stderr: '' };
  await guard();
  const mark = nextMark();
  const [program, args] = limited(invocation);
  const child = execa(program, args, {
    cwd,
    env: { ...fixedEnvironment(env), ...mark },
    extendEnv: false,
    stdin: 'ignore',
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: OUTPUT_LIMIT,
    reject: false,
    detached: true,
    // The guardian does this; execa's own handlers cost about 1 ms a process.
    cleanup: false,
  });
  const leader = child.pid;
  let cut: 'time' | 'pipe' | 'cancelled' | undefined;
  const stop = (why: NonNullable<typeof cut>) => {
    cut ??= why;
    if (leader !== undefined) killGroup(leader);
    // A process that left the group with setsid() survives that; stop listening to it.
    setTimeout(() => {
      child.stdout.destroy();
      child.stderr.destroy();
    }, PIPE_GRACE).unref();
  };
  const limit = new Alarm(timeLimit, () => stop('time'));
  let grace: Alarm | undefined;
  let leftBehind: Promise<string[]> | undefined;
  const cancelled = () => stop('cancelled');
  signal?.addEventListener('abort', cancelled, { once: true });
  if (leader !== undefined) {
    child.once('exit', () => {
      leftBehind = endLeftBehind({ leader, entry: entryOf(mark), folder: ownFolder }).finally(() => {
        // What holds the pipes still shows no traces.
        grace = new Alarm(PIPE_GRACE, () => stop('pipe'));
      });
    });
  }
  try {
    const result = await child;
    const ending = endingOf(result, cut, timeLimit);
    const programs = (await leftBehind) ?? [];
    return {
      // Of a program that was killed nobody expects that it has ended what it had started.
      ending:
        ending.kind === 'exited' && programs.length > 0
          ? { kind: 'left a process behind', programs }
          : ending,
      stdout: decode(result.stdout),
      stderr: decode(result.stderr),
    };
  } finally {
    limit.cancel();
    grace?.cancel();
    signal?.removeEventListener('abort', cancelled);
    if (leader !== undefined) killGroup(leader);
  }
}

function limited({ program, args, memoryLimit }: Invocation): [string, readonly string[]] {
  return memoryLimit === undefined ? [program, args] : ['prlimit', [`--as=${memoryLimit}`, program, ...args]];
}

interface Outcome {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly isMaxBuffer?: boolean | undefined;
  readonly code?: string | undefined;
  readonly originalMessage?: string | undefined;
}

function endingOf(result: Outcome, cut: string | undefined, timeLimit: number): Ending {
  if (result.isMaxBuffer) return { kind: 'too much output', limit: OUTPUT_LIMIT };
  if (cut === 'time') return { kind: 'timed out', after: timeLimit };
  if (cut === 'cancelled') return { kind: 'cancelled' };
  if (cut === 'pipe') return { kind: 'left a process behind', programs: [] };
  if (result.signal !== undefined) return { kind: 'signalled', signal: result.signal };
  if (result.exitCode !== undefined) return { kind: 'exited', code: result.exitCode };
  return { kind: 'not started', reason: result.originalMessage ?? result.code ?? 'unknown reason' };
}

/** PATH is the one thing taken from ours: launchers and wrapper scripts need their interpreter. */
function fixedEnvironment(extra: Invocation['env']): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...extra };
}

function decode(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}
