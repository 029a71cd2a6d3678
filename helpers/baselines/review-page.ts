import { COMPARATORS } from '../comparison/comparators.ts';
import type { Difference } from '../comparison/difference.ts';
import { groupBy } from '../files/group-by.ts';
import type { Row } from '../pipeline/row.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { Collection } from './collection.ts';
import { groupProfiles, type Profile } from './profiles.ts';
import { casesAt } from './review-cases.ts';
import { changeLine, tell } from './review-differences.ts';
import { exitCodes } from './triple.ts';

/**
 * The page for reviewers of one output type: which releases print the same, and for each case what changed from one
 * profile to the next, field by field, and what the newest release prints. Cases in which the same changed are told
 * together.
 */
export function reviewPage(collection: Collection): string {
  const { type, versions, rows } = collection;
  const profiles = groupProfiles(collection);
  const range = (profile: Profile) => versionRanges(profile.versions, versions);
  const newest = versions.at(-1);
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
    ...(newest === undefined ? [] : casesAt(collection, newest)),
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
  const [codesBefore, codesAfter] = [exitCodes(old.triple.meta), exitCodes(now.triple.meta)];
  const codes = row.steps.flatMap(({ name }): Difference[] => {
    const [expected, actual] = [codesBefore, codesAfter].map((codes) => codes.get(name) ?? 'did not run');
    if (expected === undefined || actual === undefined || expected === actual) return [];
    return [{ location: { kind: 'exit code', step: name }, expected, actual }];
  });
  const { compare, statements } = COMPARATORS[collection.type.comparison];
  const [was, is] = [old.triple.stdout, now.triple.stdout];
  const differences = [...codes, ...compare(was, is)];
  return tell(differences, statements(was), statements(is)).map((told) => `* ${changeLine(told)}`);
}

function casesOf(rows: readonly Row[], all: readonly Row[]): string {
  if (rows.length === all.length) return `All ${all.length} cases`;
  return [...groupBy(rows, ({ target }) => target)]
    .map(([target, members]) => `${target} ${members.map(({ stem }) => stem).join(', ')}`)
    .join('; ');
}
