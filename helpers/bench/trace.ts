import { groupBy } from '../files/group-by.ts';

/** A file that lay in a folder before a program began there. */
export interface Placed {
  readonly name: string;
  /** name of its content in the store of the trace */
  readonly kept: string;
  /** whether it was a link to the content, and no copy */
  readonly link: boolean;
}

/** A file in another folder, by its path, and what lay in that folder. */
export interface Outside {
  readonly path: string;
  readonly files: readonly Placed[];
}

/** A program that a run has started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** files elsewhere that it was told of and that were there */
  readonly outside: readonly Outside[];
  /** how it ended; null by a signal */
  readonly code: number | null;
}

/** Commands that work in one folder, one after the other, and what lay there before the first. */
export interface Sequence {
  readonly cwd: string;
  /** where HOME and TMPDIR pointed to */
  readonly home: string | undefined;
  readonly temporary: string | undefined;
  readonly placed: readonly Placed[];
  readonly commands: readonly Command[];
}

/** What a run has started. */
export interface Trace {
  readonly sequences: readonly Sequence[];
  /** other programs, which are what a run adds: name -> how often */
  readonly others: ReadonlyMap<string, number>;
}

/** A line of a trace (preload/trace.mjs). */
type Line =
  | { readonly event: 'other'; readonly program: string }
  | { readonly event: 'end'; readonly id: string; readonly code: number | null }
  | Begin;

interface Begin {
  readonly event: 'begin';
  readonly id: string;
  /** nanoseconds, by one clock for all processes */
  readonly at: number;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly home?: string;
  readonly temporary?: string;
  /** what lay there, where that is not what the command before has left */
  readonly placed?: readonly Placed[];
  readonly outside?: readonly Outside[];
}

/**
 * Reads what processes have written while they were traced.
 *
 * Where somebody else has changed a folder between two commands, the second begins a sequence of its own: then nothing
 * has to be done between two commands when they are started again.
 *
 * @param texts one of each process
 */
export function readTrace(texts: readonly string[]): Trace {
  const lines = texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const codes = new Map(
    lines.flatMap((line) => (line.event === 'end' ? [[line.id, line.code] as const] : [])),
  );
  const begun = lines.flatMap((line) => (line.event === 'begin' ? [line] : [])).sort((a, b) => a.at - b.at);
  const sequences: Sequence[] = [];
  for (const [cwd, inFolder] of groupBy(begun, (line) => line.cwd)) {
    for (const part of split(inFolder)) {
      const { home, temporary, placed = [] } = part[0];
      const commands = part.map(({ id, program, args, outside = [] }) => ({
        program,
        args,
        outside,
        code: codes.get(id) ?? null,
      }));
      sequences.push({ cwd, home, temporary, placed, commands });
    }
  }
  const others = new Map<string, number>();
  for (const line of lines) {
    if (line.event !== 'other') continue;
    const name = nameOf(line.program);
    others.set(name, (others.get(name) ?? 0) + 1);
  }
  return { sequences, others };
}

/** Where a whole line was given to a shell, there is no program to be named. */
function nameOf(program: string): string {
  return /\s/.test(program) ? 'a shell' : (program.split('/').at(-1) ?? '');
}

function split(lines: readonly Begin[]): [Begin, ...Begin[]][] {
  const parts: [Begin, ...Begin[]][] = [];
  for (const line of lines) {
    const last = parts.at(-1);
    if (last === undefined || line.placed !== undefined) parts.push([line]);
    else last.push(line);
  }
  return parts;
}

/** How many programs a trace has. */
export function programsIn({ sequences }: Pick<Trace, 'sequences'>): number {
  return sequences.reduce((sum, { commands }) => sum + commands.length, 0);
}
