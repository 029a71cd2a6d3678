import { dirname } from 'node:path';
import { describeEnding } from '../process/describe-ending.ts';
import { run } from '../process/run.ts';
import { sideBySide } from '../process/side-by-side.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import { type CommandHelp, parseCommandHelp, parseCommands } from './parse-help.ts';
import type { Reference } from './reference.ts';

/** What a release says of its own command line. */
export interface ReleaseHelp {
  readonly version: string;
  /** in the order of `qemu-img --help` */
  readonly commands: ReadonlyMap<string, { readonly says: string; readonly takes: CommandHelp }>;
}

/** Each question is answered in a few milliseconds; milliseconds. */
const LIMIT = 10_000;

/** Programs at a time: more than that gain nothing where each takes next to nothing. */
const AT_A_TIME = 4;

/**
 * Asks a reference for its help and that of all its commands.
 *
 * @returns undefined where its commands have none
 * @throws UsageError where one is not understood: one line that names the release, the command and what is wrong
 */
export async function askHelp({
  version,
  program,
}: Pick<Reference, 'version' | 'program'>): Promise<ReleaseHelp | undefined> {
  try {
    const listed = parseCommands(await ask(program, []));
    if (listed === undefined) return undefined;
    const commands = await sideBySide([...listed], AT_A_TIME, async ([name, says]) => {
      const takes = parseCommandHelp(name, await ask(program, [name]));
      return [name, { says, takes }] as const;
    });
    return { version, commands: new Map(commands) };
  } catch (error) {
    throw new UsageError(`qemu-img ${version} ${errorLine(error)}`);
  }
}

async function ask(program: string, command: readonly string[]): Promise<string> {
  const args = [...command, '--help'];
  const { ending, stdout } = await run({ program, args, cwd: dirname(program), timeLimit: LIMIT });
  if (ending.kind === 'exited' && ending.code === 0) return stdout;
  throw new UsageError(`${args.join(' ')}: ${describeEnding(ending)}`);
}
