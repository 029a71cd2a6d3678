import { RESULTS } from '../../cells/verdict.ts';
import { groupBy } from '../../files/group-by.ts';
import { enumerate } from '../../text/enumerate.ts';
import { grouped } from '../../text/grouped.ts';
import { inlineCode } from '../../text/inline-code.ts';
import { plural } from '../../text/plural.ts';
import { printableLine } from '../../text/printable.ts';
import { UsageError } from '../../text/usage-error.ts';
import { versionRanges } from '../../versions/ranges.ts';
import type { Counts } from '../counts.ts';
import { groupLine } from '../finding-line.ts';
import { overReleases } from '../over-releases.ts';
import type { Known, Report } from '../report.ts';

/** Groups of differences that are told one by one; who has more has not looked into them yet. */
const TOLD = 100;

/**
 * The verdict on a candidate as a page that can be kept beside what it is of: counts by suite and target, what differs as
 * it is known to, what differs besides, and what was not judged. Nothing of it is of one run alone: no time, no path.
 *
 * @throws UsageError where a run says nothing of a candidate as a whole
 */
export function verdictPage(report: Report): string {
  const problem = problemOf(report);
  if (problem !== undefined) throw new UsageError(problem);
  const { candidate, versions, cells } = report;
  const name = [candidate.dialect, candidate.version].filter((part) => part !== null).join(' ');
  const releases = `qemu-img ${versionRanges(versions, versions)} (${plural(versions.length, 'release')})`;
  return [
    `# The verdict on ${inlineCode(name)}`,
    '',
    `How it stands against ${releases}: of ${grouped(sum(cells))} cells, each a case at one release,`,
    `${enumerate(RESULTS.filter((result) => cells[result] > 0).map((result) => `${grouped(cells[result])} ended as ${result}`))}.`,
    'Written by `npm run -s verdict -- PARITY.JSON` from the report of a run; not to be changed by hand.',
    '',
    ...countsTable(report),
    '',
    ...knownSection(report),
    ...findingsSection(report),
    ...skipsSection(report),
  ].join('\n');
}

function problemOf({ candidate, shard, asked, truncated, verdict }: Report): string | undefined {
  if (candidate.self_check) return 'it is the report of a self-check, which is no verdict on any tool';
  if (shard !== null)
    return 'it is the report of one shard; merge all of them (npx vitest run --merge-reports)';
  if (truncated || verdict.cancelled) return 'it is the report of a run that was not played to its end';
  if (asked?.filter != null) return 'it is the report of a run that was filtered by name (-t)';
  return undefined;
}

function sum(counts: Counts): number {
  return RESULTS.reduce((total, result) => total + counts[result], 0);
}

/** By suite and target: a suite alone would say that a tool can `create`, when it can of one format in five. */
function countsTable({ cases, cells }: Report): string[] {
  const row = (names: readonly string[], counts: Counts) =>
    `| ${[...names, sum(counts), ...RESULTS.map((result) => counts[result])].join(' | ')} |`;
  const byTarget = groupBy(cases, ({ suite, target }) => `${suite} ${target}`);
  const rows = [...byTarget.values()].flatMap((members) => {
    const [first] = members;
    const counts = Object.fromEntries(
      RESULTS.map((result) => [
        result,
        members
          .flatMap(({ results }) => results.filter((one) => one.result === result))
          .reduce((total, { releases }) => total + releases.length, 0),
      ]),
    ) as Counts;
    return first ? [row([first.suite, first.target], counts)] : [];
  });
  return [
    `| suite | target | cells | ${RESULTS.join(' | ')} |`,
    `|---|---|${'---:|'.repeat(RESULTS.length + 1)}`,
    ...rows,
    row(['all', ''], cells),
  ];
}

function knownSection({ known, versions, cells }: Report): string[] {
  if (known.length === 0) return ['## Known divergences', '', 'None.', ''];
  const rows = [...groupBy(known, ({ reason, origin }) => `${origin} ${reason}`).values()].flatMap(
    (members) => {
      const [first] = members;
      if (!first) return [];
      const count = new Set(
        members.map(({ suite, target, case: name, version }) => [suite, target, name, version].join(' ')),
      ).size;
      const told = [
        where(members),
        grouped(count),
        versionRanges(
          members.map(({ version }) => version),
          versions,
        ),
      ];
      return [{ count, line: `| ${[first.reason, ...told, first.origin].map(cell).join(' | ')} |` }];
    },
  );
  return [
    '## Known divergences',
    '',
    `What differs as it is known to (cells that ended so: ${grouped(cells.known)}); where several of these meet in a cell, it stands in each.`,
    '',
    '| what it does | where | cells | releases | origin |',
    '|---|---|---:|---|---|',
    ...rows.sort((a, b) => b.count - a.count).map(({ line }) => line),
    '',
  ];
}

/** `convert parallels, raw; info raw` */
function where(members: readonly Known[]): string {
  const bySuite = groupBy(members, ({ suite }) => suite);
  return [...bySuite]
    .map(([suite, ones]) => `${suite} ${[...new Set(ones.map(({ target }) => target))].sort().join(', ')}`)
    .join('; ');
}

function findingsSection({ groups, versions }: Report): string[] {
  const head = ['## What differs besides', ''];
  if (groups.length === 0) return [...head, 'Nothing.', ''];
  const lines = groups
    .slice(0, TOLD)
    .map((group) => `* ${inlineCode(printableLine(groupLine(group, versions)))}`);
  const more =
    groups.length > TOLD ? ['', `and ${plural(groups.length - TOLD, 'more group')} (parity.json)`] : [];
  return [...head, ...lines, ...more, ''];
}

function skipsSection({ cases, versions }: Report): string[] {
  const said = cases.flatMap(({ results }) =>
    results.flatMap(({ reason, releases }) =>
      reason === undefined ? [] : releases.map((version) => ({ text: reason, version })),
    ),
  );
  const reasons = overReleases(said, versions).map(({ text, members }) => [members.length, text] as const);
  if (reasons.length === 0) return [];
  return [
    '## What was not judged',
    '',
    '| why | cells |',
    '|---|---:|',
    ...[...reasons].sort(([a], [b]) => b - a).map(([count, text]) => `| ${cell(text)} | ${grouped(count)} |`),
    '',
  ];
}

/** Text in a table: whatever stands in it, no bar ends its cell and nothing is markup. */
function cell(text: string): string {
  return printableLine(text).replace(/[|<\\]/g, '\\$&');
}
