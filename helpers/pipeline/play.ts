import { type Ending, type ProgramResult, runInTurn } from '../process/run.ts';
import { errorLine } from '../text/error-line.ts';
import { type Command, type CommandLine, commandLine } from './command-line.ts';
import type { Shown } from './dialect.ts';
import { placeholders } from './placeholders.ts';
import { isSafe, type Row, type Step } from './row.ts';
import type { Tool } from './tool.ts';
import type { Workplace } from './workplace.ts';

/** What one step did, independent of where it was played: every text carries placeholders. */
export interface StepResult {
  readonly name: string;
  readonly role: Step['role'];
  /** program name first, without its path */
  readonly argv: readonly string[];
  readonly ending: Ending;
  readonly stdout: string;
  readonly stderr: string;
  /** the tool's dialect says that the operation runs a guest */
  readonly needsKvm: boolean;
  /** its stdout tells how long it took; that part is left out here, and the rest is of no use to a baseline */
  readonly isTimed: boolean;
  /** what its stdout shows of the JSON that was asked for, where it is in the tool's own words; nothing where it failed */
  readonly shown?: Shown;
  /** why it had less time than others, where that is how it ended */
  readonly shortened?: string;
}

/** What a step may use up. */
export interface Limits {
  /** milliseconds */
  readonly timeLimit: number;
  /** bytes of address space; none: unlimited */
  readonly memoryLimit?: number | undefined;
  /** ends the step with what it has started */
  readonly signal?: AbortSignal | undefined;
  /** shortens the time of a tool that hangs again and again */
  readonly patience?: Patience | undefined;
}

/** Decides how long the next step of a tool may take, by what became of those before it. */
export interface Patience {
  /**
   * @param timeLimit the limit in force, milliseconds
   * @returns the limit of the next step, and why it is another where it is
   */
  next(timeLimit: number): { readonly timeLimit: number; readonly why?: string };
  /** @param took milliseconds */
  ended(ending: Ending, took: number): void;
}

/** Address space for a program that reads an image that is not safe, bytes; qemu-img needs 0.3 GiB. */
const MEMORY_LIMIT = 2 * 1024 ** 3;

/** The limits for the steps of a case. */
export function limitsOf(row: Row, timeLimit: number, signal?: AbortSignal): Limits {
  const memoryLimit = isSafe(row) ? undefined : MEMORY_LIMIT;
  return { timeLimit, memoryLimit, signal };
}

export type Played =
  | { readonly ok: true; readonly results: StepResult[] }
  /** the tool has no way to do it, or lacks a companion program */
  | { readonly ok: false; readonly unsupported: string };

export function succeeded(result: StepResult | undefined): boolean {
  return result?.ending.kind === 'exited' && result.ending.code === 0;
}

/** A step, and the command line that does it. */
interface Told {
  readonly step: Step;
  readonly command: Command;
}

/**
 * Plays steps in their order with one tool and stops after the first that does not exit with 0, whose result is the
 * last of the list.
 *
 * @throws where the dialect of the tool fails to say how a step is done, and where programs cannot be started any more
 */
export async function play(
  steps: readonly Step[],
  tool: Tool,
  place: Workplace,
  limits: Limits,
): Promise<Played> {
  const told: Told[] = [];
  let hindrance: Exclude<CommandLine, Command> | undefined;
  for (const step of steps) {
    const command = commandLine(step.operation, tool);
    if (!('args' in command)) {
      hindrance = command;
      break;
    }
    told.push({ step, command });
  }
  const results = await playTold(told, place, limits);
  // Nobody comes to what is behind a step that fails.
  if (!hindrance || !results.every(succeeded)) return { ok: true, results };
  if ('mistake' in hindrance) throw new Error(hindrance.mistake);
  return { ok: false, unsupported: hindrance.unsupported };
}

async function playTold(told: readonly Told[], place: Workplace, limits: Limits): Promise<StepResult[]> {
  if (told.length === 0) return [];
  const { patience, timeLimit: usual, ...fixed } = limits;
  const { timeLimit, why } = patience?.next(usual) ?? { timeLimit: usual };
  const ends = await runInTurn(
    told.map(({ command: { program, args } }) => ({ program, args, timeLimit })),
    { cwd: place.work, env: place.env, ownFolder: place.top, ...fixed },
  );
  const normalise = placeholders(place.files, place.work);
  return told.slice(0, ends.length).map((one, at) => {
    const end = ends[at] as ProgramResult;
    patience?.ended(end.ending, end.took);
    return resultOf(one, end, normalise, why);
  });
}

function resultOf(
  { step, command }: Told,
  { ending, stdout, stderr }: ProgramResult,
  normalise: (text: string) => string,
  why: string | undefined,
): StepResult {
  const { name, args, needsKvm, timings, shows } = command;
  const isDone = ending.kind === 'exited' && ending.code === 0;
  return {
    name: step.name,
    role: step.role,
    argv: [name, ...args].map(normalise),
    ending,
    stdout: timings ? normalise(stdout).replace(timings, '') : normalise(stdout),
    stderr: normalise(stderr),
    needsKvm,
    isTimed: timings !== undefined,
    ...(shows && { shown: isDone ? shownIn(stdout, shows, step) : {} }),
    ...(why !== undefined && ending.kind === 'timed out' ? { shortened: why } : {}),
  };
}

/** @throws where the dialect of the tool fails to read what it printed */
function shownIn(stdout: string, shows: NonNullable<Command['shows']>, { name }: Step): Shown {
  try {
    return shows(stdout);
  } catch (error) {
    throw new Error(`the dialect failed to read what ${name} printed: ${errorLine(error)}`);
  }
}
