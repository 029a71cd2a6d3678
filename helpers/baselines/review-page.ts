import { COMPARATORS } from '../comparison/comparators.ts';
import { groupBy } from '../files/group-by.ts';
import { fillText } from '../text/fill.ts';
import { plural } from '../text/plural.ts';
import { sortVersions } from '../versions/order.ts';
import { versionRanges } from '../versions/ranges.ts';
import { type CaseChange, changesOf, differencesOf } from './case-changes.ts';
import { casesExactly } from './cases-in-words.ts';
import type { Collection } from './collection.ts';
import { comparedWith } from './compared-with.ts';
import { type Gap, gapsOf, isOfAll, reasonOf } from './gaps.ts';
import { groupProfiles } from './profiles.ts';
import { casesAt } from './review-cases.ts';
import { changeLine, tell } from './review-differences.ts';

/**
 * The page for reviewers of one output type: which releases print the same, what is not recorded, what changed from
 * release to release, field by field, and what the newest prints. Cases in which the same changed are told together.
 */
export function reviewPage(collection: Collection): string {
  const { type, versions, rows } = collection;
  const profiles = groupProfiles(collection);
  const newest = versions.at(-1);
  const gaps = gapsOf(collection);
  return [
    `# ${type.name}`,
    '',
    `${plural(rows.length, 'case')}, ${plural(versions.length, 'release')}, ${plural(profiles.length, 'profile')}.`,
    '',
    '| profile | releases |',
    '|---|---|',
    ...profiles.map(({ name, versions: members }) => `| ${name} | ${versionRanges(members, versions)} |`),
    '',
    ...(gaps.length === 0 ? [] : [...gaps.flatMap((gap) => gapLines(gap, collection)), '']),
    ...changeSections(collection),
    ...(newest === undefined ? [] : casesAt(collection, newest)),
  ].join('\n');
}

/** `* not recorded for 5.2.0: 2 cases (the build lacks zstd): qcow2 1G-zstd, 1M-zstd` */
function gapLines(gap: Gap, collection: Collection): string[] {
  const { kind, releases, rows } = gap;
  const what = kind === 'absent' ? 'not recorded' : 'recorded, but broken,';
  const where = isOfAll(gap, collection) ? 'any release' : versionRanges(releases, collection.versions);
  const cases = casesExactly(rows, collection.rows);
  const line = `* ${what} for ${where}: ${plural(rows.length, 'case')}${reasonOf(gap)}: ${cases}`;
  return fillText(line, '  ');
}

/** A section for every release that changes something, between the stretches of releases that do not. */
function changeSections(collection: Collection): string[] {
  const { versions } = collection;
  const changes = changesOf(collection);
  const starts = sortVersions(new Set([...versions.slice(0, 1), ...changes.map(({ since }) => since)]));
  const stretches = starts.map((start, index) => {
    const end = starts[index + 1];
    const to = end === undefined ? undefined : versions.indexOf(end);
    return versions.slice(versions.indexOf(start), to);
  });
  const range = (stretch: readonly string[] = []) => versionRanges(stretch, versions);
  return stretches.slice(1).flatMap((stretch, index) => [
    `## ${range(stretches[index])} → ${range(stretch)}`,
    '',
    ...linesOf(
      changes.filter(({ since }) => since === stretch[0]),
      collection,
    ),
  ]);
}

function linesOf(changes: readonly CaseChange[], { type, versions, rows }: Collection): string[] {
  const alike = groupBy(changes, (change) => [comparedWith(change, versions), ...told(change)].join('\n'));
  return [...alike].flatMap(([lines, members]) => {
    const [gap = '', ...list] = lines.split('\n');
    const cases = casesExactly(
      members.map(({ row }) => row),
      rows,
    );
    return [...fillText(`${cases.replace(/^all/, 'All')}${gap}:`, ''), '', ...list, ''];
  });

  function told(change: CaseChange): string[] {
    const { statements } = COMPARATORS[type.comparison];
    const { old, now } = change;
    const changed = tell(differencesOf(change, type), statements(old.stdout), statements(now.stdout));
    return changed.map((one) => `* ${changeLine(one)}`);
  }
}
