import { parseArgs } from 'node:util';
import { errorLine } from '../../text/error-line.ts';
import { UsageError } from '../../text/usage-error.ts';

export interface Options {
  readonly help: boolean;
  /** for a comment on a pull request, instead of lines for a terminal */
  readonly markdown: boolean;
  /** the older report, then the newer one */
  readonly files: readonly [old: string, now: string];
}

export const HELP = `Tells what has changed from one parity.json to another, by cell.

  npm run -s parity:diff -- OLD.json NEW.json [--markdown]

  --markdown  for a comment on a pull request: counts, regressions with their fields and commands, the rest folded away
  --help      this text

regressed   a worse result, a judged cell that is skipped now, or a cell that failed before and in which more is wrong
improved    a better result, or less that is wrong
new, gone   in one of the two reports only; new is also what was skipped before and is judged for the first time
otherwise   neither: other values at the same places, no worse but looked at by fewer readers,
            a difference that is known now, a known divergence that is stale

The exit code is 1 where anything has regressed, 0 where nothing has, 2 where a file or the command line cannot be used.
`;

/** @throws UsageError with one line for a command line that means nothing */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const { help = false, markdown = false } = values;
  const [old, now, ...others] = positionals;
  if (help) return { help, markdown, files: ['', ''] };
  if (old === undefined || now === undefined || others.length > 0) {
    throw new UsageError(
      `name two files, the older parity.json first; there are ${positionals.length} (see --help)`,
    );
  }
  return { help, markdown, files: [old, now] };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { help: { type: 'boolean' }, markdown: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${errorLine(error)} (see --help)`);
  }
}
