import { basename, join } from 'node:path';
import { PARTS } from '../pipeline/workplace.ts';
import { shellQuote } from '../text/shell-quote.ts';
import type { Sequence } from './trace.ts';

/** A sequence with the folder in which it is to be started again. */
export interface Ready {
  readonly sequence: Sequence;
  /** has the folders of {@link PARTS} */
  readonly top: string;
}

export interface ScriptOptions {
  /** below it a path in a command line is one of the traced run's, which are gone */
  readonly scratch: string;
  /** where outputs go: `<output>.out`, `<output>.err`, written anew by each program */
  readonly output: string;
  /** whether exit codes are written to standard output, a line each; while time is taken they are not */
  readonly codes: boolean;
}

/** POSIX shell that does nothing but start programs: into their folder, and their outputs into files. */
export function floorScript(loop: readonly Ready[], { scratch, output, codes }: ScriptOptions): string {
  const outputs = `>${shellQuote(`${output}.out`)} 2>${shellQuote(`${output}.err`)}`;
  const lines = loop.flatMap(({ sequence, top }) => {
    const [work, home, temporary] = PARTS.map((name) => join(top, name));
    const enter = `cd ${shellQuote(work ?? '')} && HOME=${shellQuote(home ?? '')} TMPDIR=${shellQuote(temporary ?? '')}`;
    const starts = sequence.commands.map(({ program, args, outside }, at) => {
      const elsewhere = new Map(
        outside.map(
          ({ path }, index) => [path, join(outsideFolder(top, at, index), basename(path))] as const,
        ),
      );
      const now = (word: string) => elsewhere.get(word) ?? placed(word, sequence.cwd, work ?? '', scratch);
      const words = [program, ...args.map(now)];
      return `${words.map(shellQuote).join(' ')} ${outputs}${codes ? '; echo $?' : ''}`;
    });
    return [enter, ...starts];
  });
  return ['export HOME TMPDIR', ...lines, ''].join('\n');
}

/**
 * Where the folder of a file lies that a command was told of and that is elsewhere.
 *
 * @param top of the sequence
 * @param command the how manieth of the sequence
 * @param index the how manieth of the command
 */
export function outsideFolder(top: string, command: number, index: number): string {
  return join(top, `outside-${command}-${index}`);
}

/** A word of a command line with the folder in it that there is now. */
function placed(word: string, cwd: string, work: string, scratch: string): string {
  if (cwd.startsWith(`${scratch}/`) && word.includes(cwd)) return word.replaceAll(cwd, work);
  // What a release is asked to make so that it shows what it can do lies in a folder of its own.
  return word.startsWith(`${scratch}/`) ? join(work, word.split('/').at(-1) ?? '') : word;
}
