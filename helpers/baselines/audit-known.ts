import { COMPARATORS } from '../comparison/comparators.ts';
import { inOutput, type Location, VIRTUAL_SIZE, writeLocation } from '../comparison/difference.ts';
import { remembered } from '../files/remembered.ts';
import { hasCheck } from '../pipeline/formats.ts';
import type { KnownDivergence, KnownValue } from '../pipeline/known-divergence.ts';
import { matchesCase, nameOf, ORIGINS } from '../pipeline/known-divergence.ts';
import { READERS } from '../pipeline/reader.ts';
import type { Row, Suite } from '../pipeline/row.ts';
import { matchesPattern } from '../text/pattern.ts';
import { isSelector } from '../versions/select.ts';
import type { Collection } from './collection.ts';

/** A page of the web, or one of this project's `docs/`. */
const LINK = /^(?:https?:\/\/\S+|docs\/[\w-]+\.md)$/;

const READS = ['any', ...READERS];

/** What is wrong with a list of known divergences by itself: one line each. */
export function problemsOfList(entries: readonly KnownDivergence[]): string[] {
  const keys = entries.map(sortKey);
  return entries.flatMap((entry, index) => {
    const [key = '', previous] = [keys[index], keys[index - 1]];
    const problems = [
      entry.reason.trim() === '' && 'the reason is empty',
      !LINK.test(entry.link) && `"${entry.link}" is no link`,
      !READS.includes(entry.reader) && `"${entry.reader}" is no reader (${READS.join(', ')})`,
      !ORIGINS.includes(entry.origin) && `"${entry.origin}" is no origin (${ORIGINS.join(', ')})`,
      Object.keys(entry.fields).length === 0 && 'names no field',
      Object.values(entry.fields).some(isWordless) && 'a computed value says in no words what it is',
      !isReleaseRange(entry.releases) && `"${entry.releases}" is no range of releases`,
      previous === key && 'stands twice',
      previous !== undefined &&
        previous > key &&
        `is not in order: it belongs before ${previous.replaceAll('\0', '/')}`,
    ];
    return problems.flatMap((problem) => (problem ? [`${nameOf(entry)}: ${problem}`] : []));
  });
}

/** What is wrong with those entries of a list that are about one suite, held against its cases and baselines. */
export function problemsOfSuite(
  entries: readonly KnownDivergence[],
  suite: Suite,
  collections: readonly Collection[],
): string[] {
  const printed = remembered((target: string) =>
    collections.flatMap((collection) => printedLocations(collection, target)).map(writeLocation),
  );
  return entries.flatMap((entry) => {
    if (entry.suite !== suite.command) return [];
    const rows = suite.rows.filter((row) => matchesCase(entry, row));
    if (rows.length === 0) return [`${nameOf(entry)}: matches no case of the suite`];
    const paths = new Set([...rows.flatMap(locationsOf).map(writeLocation), ...printed(entry.target)]);
    const where = `of ${entry.suite}/${entry.target}`;
    return Object.entries(entry.fields).flatMap(([field, value]) => {
      const isThere = hasPath(paths, field);
      if (addsIt(value)) {
        return isThere ? [`${nameOf(entry)}: baselines ${where} have the field "${field}" themselves`] : [];
      }
      return isThere ? [] : [`${nameOf(entry)}: no baseline ${where} has a field "${field}"`];
    });
  });
}

function hasPath(paths: ReadonlySet<string>, field: string): boolean {
  return paths.has(field) || [...paths].some((path) => matchesPattern(field, path));
}

function addsIt(value: KnownValue): boolean {
  return typeof value === 'object' && 'adds' in value && value.adds === true;
}

function isWordless(value: KnownValue): boolean {
  return value !== 'any' && 'words' in value && value.words.trim() === '';
}

function isReleaseRange(releases: string): boolean {
  return releases === 'all' || isSelector(releases);
}

/** What can differ in a case whatever a release printed. */
function locationsOf({ steps, files, produces, sameContent = produces, onRejection }: Row): Location[] {
  return [
    ...steps.flatMap(({ name: step }): Location[] => [
      { kind: 'exit code', step },
      { kind: 'failure', step },
    ]),
    ...produces
      .filter(({ format }) => hasCheck(format))
      .map(({ file }): Location => ({ kind: 'check', file })),
    ...sameContent.map(({ file, snapshot }): Location => ({ kind: 'guest content', file, snapshot })),
    ...Object.keys(files).map((file): Location => ({ kind: 'file', file: `work/${file}` })),
    { kind: 'untold', count: 2 },
    ...(onRejection.kind === 'requested size' ? [VIRTUAL_SIZE] : []),
  ];
}

/** What can differ in the cases of a target by what releases printed, of which most print the same. */
function printedLocations({ type, rows, versions, at }: Collection, target: string): Location[] {
  const { statements } = COMPARATORS[type.comparison];
  const locations = remembered((stdout: string) => statements(stdout).map(({ location }) => location));
  return rows
    .filter((row) => row.target === target)
    .flatMap((row) => {
      const stored = versions.map((version) => at(row, version));
      const texts = new Set(stored.flatMap((one) => (one.kind === 'whole' ? [one.triple.stdout] : [])));
      const printed = [...texts].flatMap(locations);
      if (row.outputs.length === 1) return printed;
      return row.outputs
        .filter((output) => output.type.name === type.name)
        .flatMap(({ step }) => printed.map((location) => inOutput(location, step)));
    });
}

function sortKey({ suite, target, case: pattern, reader, releases }: KnownDivergence): string {
  return [suite, target, pattern, reader, releases].join('\0');
}
