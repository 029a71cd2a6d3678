import { join } from 'node:path';
import { readPlain } from '../files/read-plain.ts';
import type { Provenance } from '../references/provenance.ts';
import type { Reference } from '../references/reference.ts';
import { errorLine } from '../text/error-line.ts';
import { shownPath } from '../text/shown-path.ts';
import { UsageError } from '../text/usage-error.ts';
import { isVersion, sortVersions } from '../versions/order.ts';
import { versionRanges } from '../versions/ranges.ts';
import { VERSIONS_FILE } from './layout.ts';
import { recordedVersions } from './store.ts';
import { readSums, releasesOfSums } from './sums.ts';
import { sweepStaging, writeIfDifferent } from './write-file.ts';

/**
 * Says in versions.json what each release was recorded with; entries of releases that were not played stay, as long as
 * anything is left of these releases.
 *
 * @throws UsageError where there is a versions.json that is none
 */
export function writeVersionsFile(
  root: string,
  types: readonly string[],
  played: readonly Reference[],
  provenance: (reference: Reference) => Provenance,
): void {
  const recorded = new Set(types.flatMap((type) => recordedVersions(root, type)));
  const entries = { ...readVersionsFile(root) };
  for (const reference of played) {
    if (recorded.has(reference.version)) entries[reference.version] = provenance(reference);
  }
  const told = new Set(types.flatMap((type) => [...releasesOfSums(readSums(join(root, type)).keys())]));
  const kept = Object.entries(entries).filter(([version]) => recorded.has(version) || told.has(version));
  if (kept.length === 0) return;
  writeIfDifferent(root, VERSIONS_FILE, versionsText(Object.fromEntries(kept)));
  sweepStaging(root);
}

/** Text of versions.json, in the order of the releases. */
export function versionsText(entries: Readonly<Record<string, Provenance>>): string {
  const ordered = sortVersions(Object.keys(entries)).map((version) => [version, entries[version]]);
  return `${JSON.stringify(Object.fromEntries(ordered), null, 2)}\n`;
}

/** Of which recorded releases versions.json does not say what they were recorded with; undefined where it does of all. */
export function unknownProvenance(root: string, recorded: readonly string[]): string | undefined {
  const entries = readVersionsFile(root);
  const silent = recorded.filter((version) => !(version in entries));
  if (silent.length === 0) return undefined;
  return `note: ${VERSIONS_FILE} does not say what ${versionRanges(silent, recorded)} was recorded with; the next verification says what mends it`;
}

/** What every entry says. */
export const FIELDS = ['banner', 'sha256', 'source', 'arch'];

/** @throws UsageError where the file is not what a recording writes */
export function readVersionsFile(root: string): Readonly<Record<string, Provenance>> {
  const path = join(root, VERSIONS_FILE);
  const text = textOf(path);
  if (text === undefined) return {};
  const entries = typeof text === 'string' ? parse(text) : text.problem;
  if (typeof entries === 'string') {
    const mend = `git checkout ${shownPath(path)}, or remove it and record (npx vitest -u)`;
    throw new UsageError(`${path}: ${entries}: ${mend}`);
  }
  return entries;
}

/** The text, or why it cannot be read. */
function textOf(path: string): string | undefined | { readonly problem: string } {
  try {
    return readPlain(path);
  } catch (error) {
    return { problem: errorLine(error) };
  }
}

/** The entries, or what is wrong with them. */
function parse(text: string): Record<string, Provenance> | string {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch (error) {
    return `not JSON (${errorLine(error)})`;
  }
  if (!isObject(entries)) return 'not a JSON object';
  for (const [version, entry] of Object.entries(entries)) {
    if (!isVersion(version)) return `${JSON.stringify(version)} is not a release`;
    if (!isObject(entry)) return `the entry of ${version} is not a JSON object`;
    const missing = FIELDS.find((field) => typeof entry[field] !== 'string');
    if (missing !== undefined) return `the entry of ${version} has no "${missing}"`;
    if (!isListOfWords(entry.lacks ?? [])) return `"lacks" of ${version} is not a list of words`;
  }
  return entries as unknown as Record<string, Provenance>;
}

function isListOfWords(value: unknown): boolean {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
