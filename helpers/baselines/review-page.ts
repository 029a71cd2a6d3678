import { COMPARATORS } from '../comparison/comparators.ts';
import type { Difference } from '../comparison/difference.ts';
import { groupBy } from '../files/group-by.ts';
import type { Row } from '../pipeline/row.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { Collection } from './collection.ts';
import { groupProfiles, type Profile } from './profiles.ts';
import { recordedReturnCode } from './triple.ts';

/**
 * The page for reviewers of one output type: which releases print the same, and for each case what changed from one
 * profile to the next, field by field. Cases in which the same changed are told together.
 */
export function reviewPage(collection: Collection): string {
  const { type, versions, rows } = collection;
  const profiles = groupProfiles(collection);
  const range = (profile: Profile) => versionRanges(profile.versions, versions);
  const table = profiles.map((profile) => `| ${profile.name} | ${range(profile)} |`);
  const changes = profiles.slice(1).flatMap((profile, index) => {
    const before = profiles[index];
    if (!before) return [];
    return [
      `## ${range(before)} → ${range(profile)}`,
      '',
      ...changesBetween(collection, before, profile).flatMap((change) => [...change, '']),
    ];
  });
  return [
    `# ${type.name}`,
    '',
    `${rows.length} cases, ${versions.length} releases, ${profiles.length} ${profiles.length === 1 ? 'profile' : 'profiles'}.`,
    '',
    '| profile | releases |',
    '|---|---|',
    ...table,
    '',
    ...changes,
  ].join('\n');
}

function changesBetween(collection: Collection, before: Profile, after: Profile): string[][] {
  const changes = groupBy(collection.rows, (row) => changedLines(collection, row, before, after).join('\n'));
  changes.delete('');
  return [...changes].map(([lines, rows]) => [`${casesOf(rows, collection.rows)}:`, '', lines]);
}

function changedLines(collection: Collection, row: Row, before: Profile, after: Profile): string[] {
  const [old, now] = [before, after].map(({ versions }) => collection.at(row, versions[0] ?? ''));
  if (old?.kind !== 'whole' || now?.kind !== 'whole') {
    return old?.kind === now?.kind ? [] : [`* baseline: ${old?.kind} → ${now?.kind}`];
  }
  const codes = row.steps.flatMap(({ name }): Difference[] => {
    const [expected, actual] = [old, now].map(({ triple }) => recordedReturnCode(triple.meta, row, name));
    if (expected === actual) return [];
    return [
      { path: `exit code of ${name}`, expected: expected ?? 'did not run', actual: actual ?? 'did not run' },
    ];
  });
  const outputs = COMPARATORS[collection.type.comparison].compare(old.triple.stdout, now.triple.stdout);
  return [...codes, ...outputs].map(lineOf);
}

function lineOf(difference: Difference): string {
  const value = (key: 'expected' | 'actual') => `\`${JSON.stringify(difference[key])}\``;
  if (!('expected' in difference)) return `* \`${difference.path}\` appears: ${value('actual')}`;
  if (!('actual' in difference)) return `* \`${difference.path}\` goes: ${value('expected')}`;
  return `* \`${difference.path}\`: ${value('expected')} → ${value('actual')}`;
}

function casesOf(rows: readonly Row[], all: readonly Row[]): string {
  if (rows.length === all.length) return `All ${all.length} cases`;
  return [...groupBy(rows, ({ target }) => target)]
    .map(([target, members]) => `${target} ${members.map(({ stem }) => stem).join(', ')}`)
    .join('; ');
}
