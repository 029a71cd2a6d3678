import { errorLine } from '../text/error-line.ts';
import type { Command as Answer, Shown } from './dialect.ts';
import type { Operation } from './operation.ts';
import type { Tool } from './tool.ts';

/** How a step is done. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** what the program is called, without its path */
  readonly name: string;
  readonly needsKvm: boolean;
  readonly timings: RegExp | undefined;
  readonly shows: ((stdout: string) => Shown) | undefined;
}

export type CommandLine =
  | Command
  | { readonly unsupported: string }
  /** the dialect has thrown: what it said, in one line */
  | { readonly mistake: string };

/** Turns an operation into the program and arguments of a tool. */
export function commandLine(operation: Operation, tool: Tool): CommandLine {
  const command = ask(tool, operation);
  if (!('args' in command)) return command;
  const name = command.companion ?? tool.dialect.name;
  const program = command.companion === undefined ? tool.program : tool.companions[command.companion];
  if (program === undefined) return { unsupported: `${tool.dialect.name} ${tool.release} has no ${name}` };
  const { args, needsKvm = false, timings, shows } = command;
  return { program, args, name, needsKvm, timings, shows };
}

/** What a dialect answers; it may be of an older day than the operation, and its switch have no branch for it. */
function ask({ dialect, release }: Tool, operation: Operation): Answer | { readonly mistake: string } {
  let answer: unknown;
  try {
    answer = dialect.command(operation, release);
  } catch (error) {
    return { mistake: `the dialect ${dialect.name} failed at ${operation.op}: ${errorLine(error)}` };
  }
  return isCommand(answer) ? answer : { unsupported: `it has no command for ${operation.op}` };
}

function isCommand(answer: unknown): answer is Answer {
  if (typeof answer !== 'object' || answer === null) return false;
  return 'unsupported' in answer || ('args' in answer && Array.isArray(answer.args));
}
