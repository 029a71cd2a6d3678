import type { Ending } from '../process/run.ts';
import { run } from '../process/run.ts';
import type { Command } from './dialect.ts';
import type { Operation } from './operation.ts';
import { placeholders } from './placeholders.ts';
import type { Row, Step } from './row.ts';
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
}

/** What a step may use up. */
export interface Limits {
  /** milliseconds */
  readonly timeLimit: number;
  /** bytes of address space; none: unlimited */
  readonly memoryLimit?: number | undefined;
  /** ends the step with what it has started */
  readonly signal?: AbortSignal | undefined;
}

/** Address space for a program that reads an image that is not safe, bytes; qemu-img needs 0.3 GiB. */
const MEMORY_LIMIT = 2 * 1024 ** 3;

/** The limits for the steps of a case. */
export function limitsOf(row: Row, timeLimit: number, signal?: AbortSignal): Limits {
  const memoryLimit = row.image && row.image.safety !== 'safe' ? MEMORY_LIMIT : undefined;
  return { timeLimit, memoryLimit, signal };
}

export type Played =
  | { readonly ok: true; readonly results: StepResult[] }
  /** the tool has no way to do it, or lacks a companion program */
  | { readonly ok: false; readonly unsupported: string };

export function succeeded(result: StepResult | undefined): boolean {
  return result?.ending.kind === 'exited' && result.ending.code === 0;
}

/**
 * Plays steps in their order with one tool and stops after the first that does not exit with 0, whose result is the
 * last of the list.
 */
export async function play(
  steps: readonly Step[],
  tool: Tool,
  place: Workplace,
  limits: Limits,
): Promise<Played> {
  const normalise = placeholders(place.files, place.work);
  const results: StepResult[] = [];
  for (const step of steps) {
    const command = commandLine(step.operation, tool);
    if ('unsupported' in command) return { ok: false, unsupported: command.unsupported };
    const { program, args, name, needsKvm, timings } = command;
    const { ending, stdout, stderr } = await run({
      program,
      args,
      cwd: place.work,
      env: place.env,
      ...limits,
    });
    const result: StepResult = {
      name: step.name,
      role: step.role,
      argv: [name, ...args].map(normalise),
      ending,
      stdout: timings ? normalise(stdout).replace(timings, '') : normalise(stdout),
      stderr: normalise(stderr),
      needsKvm,
      isTimed: timings !== undefined,
    };
    results.push(result);
    if (!succeeded(result)) break;
  }
  return { ok: true, results };
}

export type CommandLine =
  | {
      readonly program: string;
      readonly args: readonly string[];
      /** what the program is called, without its path */
      readonly name: string;
      readonly needsKvm: boolean;
      readonly timings: RegExp | undefined;
    }
  | { readonly unsupported: string };

/** Turns an operation into the program and arguments of a tool. */
export function commandLine(operation: Operation, tool: Tool): CommandLine {
  const command = ask(tool, operation);
  if ('unsupported' in command) return command;
  const name = command.companion ?? tool.dialect.name;
  const program = command.companion === undefined ? tool.program : tool.companions[command.companion];
  if (program === undefined) return { unsupported: `${tool.dialect.name} ${tool.release} has no ${name}` };
  const { args, needsKvm = false, timings } = command;
  return { program, args, name, needsKvm, timings };
}

/**
 * What a dialect answers, which may be of an older day than the operation: a switch that has no branch for it returns
 * nothing, other code throws.
 */
function ask({ dialect, release }: Tool, operation: Operation): Command {
  const none = `it has no command for ${operation.op}`;
  try {
    const command: unknown = dialect.command(operation, release);
    return isCommand(command) ? command : { unsupported: none };
  } catch (error) {
    return { unsupported: `${none}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function isCommand(answer: unknown): answer is Command {
  if (typeof answer !== 'object' || answer === null) return false;
  return 'unsupported' in answer || ('args' in answer && Array.isArray(answer.args));
}
