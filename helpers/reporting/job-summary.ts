import { RESULTS } from '../cells/verdict.ts';
import { codeBlock } from '../text/code-block.ts';
import { fitting } from '../text/fitting.ts';
import { inlineCode } from '../text/inline-code.ts';
import { plural } from '../text/plural.ts';
import { printableLine } from '../text/printable.ts';
import type { Counts } from './counts.ts';
import { groupLine } from './finding-line.ts';
import { changeMarkdown } from './history/change-markdown.ts';
import { markdownSection } from './markdown-section.ts';
import type { CauseReport, Report } from './report.ts';

/** Bytes that a summary may have: GitHub takes 1 MiB of a step, which may hold several runs. */
const ROOM = 256 * 1024;
/** Of these, what the causes may have, and the list of all groups. */
const FOR_CAUSES = 64 * 1024;
const FOR_GROUPS = 64 * 1024;
const FOR_REASONS = 16 * 1024;
const FOR_CHANGE = 60_000;

const WIDTH = 300;

/**
 * A run as the summary of a job of GitHub's, in Markdown: verdict, census, what was found by its likely causes, and what
 * has changed since an older run, if it was held against one. It fits, however much was found.
 */
export function jobSummary(report: Report): string {
  const { verdict, change } = report;
  const parts = [
    `## parity: ${verdict.cancelled ? 'cancelled' : verdict.passed ? 'passed' : 'failed'}`,
    '',
    code(verdict.line),
    '',
    ...listOf(verdict.reasons, 'reason'),
    ...listOf(
      verdict.failed_tests.map(({ name, message }) => `${name}: ${message}`),
      'failed test',
    ),
    ...censusTable(report),
    '',
    ...(change ? [changeMarkdown(change, FOR_CHANGE)] : []),
    ...causesList(report),
    ...groupsList(report),
    ...skipsList(report),
  ];
  return `${fitting(parts, ROOM).join('\n')}\n`;
}

function censusTable({ suites, cells }: Report): string[] {
  const row = (name: string, counts: Counts) => {
    const numbers = RESULTS.map((result) => counts[result]);
    const all = numbers.reduce((sum, count) => sum + count, 0);
    return `| ${[name, all, ...numbers].join(' | ')} |`;
  };
  return [
    `| suite | cells | ${RESULTS.join(' | ')} |`,
    `|---|${'---:|'.repeat(RESULTS.length + 1)}`,
    ...Object.entries(suites).map(([suite, counts]) => row(suite, counts)),
    row('all', cells),
  ];
}

function causesList(report: Report): string[] {
  const { causes } = report;
  const blocks = causes.map((cause, at) =>
    [`${at + 1}. ${code(cause.line)}`, '', ...commandOf(cause, report).map((line) => `   ${line}`), ''].join(
      '\n',
    ),
  );
  return section(`### ${plural(causes.length, 'likely cause')}`, blocks, FOR_CAUSES, 'cause');
}

/** The command that plays the first cell of a cause. */
function commandOf({ groups: places }: CauseReport, { groups, failures }: Report): string[] {
  const group = groups[places[0] ?? -1];
  const failure = failures.find(
    (one) =>
      one.suite === group?.suite &&
      one.target === group.target &&
      one.case === group.case &&
      one.version === group.releases[0],
  );
  const [command] = failure?.reproduce ?? [];
  return command === undefined ? [] : codeBlock([printableLine(command)], 'sh');
}

function groupsList({ groups, versions }: Report): string[] {
  const lines = groups.map((group) => `* ${code(groupLine(group, versions))}`);
  return folded(
    `all ${plural(groups.length, 'group')} (a case and what is wrong with it)`,
    lines,
    FOR_GROUPS,
  );
}

function skipsList({ skips }: Report): string[] {
  const mostFirst = Object.entries(skips).sort(([, a], [, b]) => b - a);
  const lines = mostFirst.map(([reason, count]) => `* ${count} × ${code(reason)}`);
  return folded(`skipped, by reason`, lines, FOR_REASONS);
}

function listOf(texts: readonly string[], noun: string): string[] {
  const lines = texts.map((text) => `* ${code(text)}`);
  return section('', lines, FOR_REASONS, noun);
}

function section(heading: string, blocks: readonly string[], room: number, noun: string): string[] {
  const text = markdownSection({ heading, blocks, room, noun, all: 'parity.json' });
  return text === '' ? [] : [text];
}

function folded(title: string, lines: readonly string[], room: number): string[] {
  if (lines.length === 0) return [];
  const [list = ''] = section('', lines, room, 'line');
  return [[`<details><summary>${title}</summary>`, '', list, '</details>', ''].join('\n')];
}

/** Whatever candidates have said stands in code, where nothing in it means anything. */
function code(text: string): string {
  return inlineCode(printableLine(text.replace(/\s+/g, ' ').trim()), WIDTH);
}
