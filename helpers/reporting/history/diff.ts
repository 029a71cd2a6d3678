import { changeLines } from './change-lines.ts';
import { changeMarkdown } from './change-markdown.ts';
import { compareReports } from './compare-reports.ts';
import { HELP, parseOptions } from './options.ts';
import { readReport } from './read-report.ts';

/** What a command prints, and its exit code. */
export interface Told {
  readonly text: string;
  readonly exitCode: 0 | 1;
}

/**
 * `npm run parity:diff`: holds one parity.json against an older one.
 *
 * @throws UsageError with one line for a command line or a file that cannot be used
 */
export function diff(args: readonly string[]): Told {
  const { help, markdown, files } = parseOptions(args);
  if (help) return { text: HELP, exitCode: 0 };
  const [old, now] = files;
  const base = { path: old, report: readReport(old, 'the older report') };
  const change = compareReports(base, readReport(now, 'the newer report'));
  const text = markdown ? changeMarkdown(change) : `${changeLines(change).join('\n')}\n`;
  return { text, exitCode: change.counts.regressed > 0 ? 1 : 0 };
}
