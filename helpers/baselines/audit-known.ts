import { maskInfo } from '../comparison/mask.ts';
import type { Json } from '../pipeline/json.ts';
import type { KnownDivergence } from '../pipeline/known-divergence.ts';
import { matchesCase, nameOf, ORIGINS } from '../pipeline/known-divergence.ts';
import { READERS } from '../pipeline/reader.ts';
import type { Suite } from '../pipeline/row.ts';
import { isSelector } from '../versions/select.ts';
import type { Collection } from './collection.ts';

const READS = ['any', ...READERS];

/** What is wrong with a list of known divergences by itself: one line each. */
export function problemsOfList(entries: readonly KnownDivergence[]): string[] {
  const keys = entries.map(sortKey);
  return entries.flatMap((entry, index) => {
    const [key = '', previous] = [keys[index], keys[index - 1]];
    const problems = [
      entry.reason.trim() === '' && 'the reason is empty',
      !/^https?:\/\/\S+$/.test(entry.link) && `"${entry.link}" is no link`,
      !READS.includes(entry.reader) && `"${entry.reader}" is no reader (${READS.join(', ')})`,
      !ORIGINS.includes(entry.origin) && `"${entry.origin}" is no origin (${ORIGINS.join(', ')})`,
      Object.keys(entry.fields).length === 0 && 'names no field',
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
  return entries.flatMap((entry) => {
    if (entry.suite !== suite.command) return [];
    const rows = suite.rows.filter((row) => matchesCase(entry, row));
    if (rows.length === 0) return [`${nameOf(entry)}: matches no case of the suite`];
    const steps = new Set(rows.flatMap((row) => row.steps.map(({ name }) => name)));
    const files = new Set(rows.flatMap((row) => row.produces.map(({ file }) => file)));
    const paths = printedPaths(collections, entry.target);
    const exists = (field: string) =>
      paths.has(field) ||
      steps.has(after('exit code of ', field)) ||
      files.has(after('check of ', field)) ||
      files.has(after('guest content of ', field)) ||
      [...steps].some((step) => field.startsWith(`${step}: `) && paths.has(field.slice(step.length + 2)));
    return Object.keys(entry.fields).flatMap((field) =>
      exists(field)
        ? []
        : [`${nameOf(entry)}: no baseline of ${entry.suite}/${entry.target} has a field "${field}"`],
    );
  });
}

function after(prefix: string, text: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : '';
}

function isReleaseRange(releases: string): boolean {
  return releases === 'all' || isSelector(releases);
}

/** Every path that a difference in a baseline of a target can have. */
function printedPaths(collections: readonly Collection[], target: string): Set<string> {
  const paths = new Set<string>(['(document)']);
  for (const { type, rows, versions, at } of collections) {
    for (const row of rows.filter((candidate) => candidate.target === target)) {
      for (const version of versions) {
        const stored = at(row, version);
        if (stored.kind !== 'whole' || stored.triple.stdout === '') continue;
        for (const path of pathsOf(stored.triple.stdout, type.comparison === 'info-json')) paths.add(path);
      }
    }
  }
  return paths;
}

function pathsOf(stdout: string, isJson: boolean): string[] {
  if (!isJson) return stdout.split('\n').map((_, index) => `line ${index + 1}`);
  return pathsBelow('', maskInfo(JSON.parse(stdout) as Json));
}

function pathsBelow(path: string, value: Json): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    return [at, ...pathsBelow(at, item)];
  });
}

function sortKey({ suite, target, case: pattern, reader, releases }: KnownDivergence): string {
  return [suite, target, pattern, reader, releases].join('\0');
}
