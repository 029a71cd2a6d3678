import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings } from '../../plan/settings.ts';
import { errorLine } from '../../text/error-line.ts';
import { UsageError } from '../../text/usage-error.ts';
import { readReport } from '../history/read-report.ts';
import { verdictPage } from './verdict-page.ts';

const HELP = `Writes the verdict of a run as a page in Markdown, on standard output.

  npm run -s verdict -- [PARITY.JSON]

  PARITY.JSON  the report of a whole run that judged a candidate; default: that of the last run
  --help       this text

Nothing of the page is of one run alone, so that it can be kept, and another run of the same candidate against the same
baselines writes the same: no time and no path.

The exit code is 2 where a file or the command line cannot be used.
`;

/**
 * @param args command line, without program and script
 * @param root the project's folder
 * @returns what is to be printed
 * @throws UsageError with one line
 */
export function verdict(args: readonly string[], root: string): string {
  const { values, positionals } = parsed(args);
  if (values.help) return HELP;
  if (positionals.length > 1)
    throw new UsageError(`name one parity.json, not ${positionals.length} (see --help)`);
  const path = positionals[0] ?? join(readSettings(root).report, 'parity.json');
  const report = readReport(path, 'the report');
  try {
    return verdictPage(report);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { help: { type: 'boolean' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${errorLine(error)} (see --help)`);
  }
}
