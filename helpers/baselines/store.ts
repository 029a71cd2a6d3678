import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import stableStringify from 'fast-json-stable-stringify';
import { COMPARATORS } from '../comparison/comparators.ts';
import { foldersIn } from '../files/read.ts';
import { readPlain } from '../files/read-plain.ts';
import type { OutputType, Row } from '../pipeline/row.ts';
import { errorLine } from '../text/error-line.ts';
import { isVersion, sortVersions } from '../versions/order.ts';
import { PARTS, type TripleKey, triplePath } from './layout.ts';
import { withoutNodeNames } from './node-names.ts';
import { type RunSums, sumOf, sumsIn } from './sums.ts';
import { exitCodes, metaText, parseMeta, stableMeta, type Triple, tellsOwnSize } from './triple.ts';
import { writeTogether } from './write-file.ts';

export type Stored =
  | { readonly kind: 'whole'; readonly triple: Triple }
  | { readonly kind: 'absent' }
  /** what is wrong with which file below `root`; half a triple is named without an ending */
  | { readonly kind: 'broken'; readonly file: string; readonly problem: string };

export type Recorded = 'written' | 'updated' | 'unchanged';

/** How the files of baselines are read. */
export interface TripleSource {
  /** reads a file below the root of the baselines; undefined where there is none */
  readonly textOf: (path: string) => string | undefined;
  /** what is wrong with an output, by the comparison of its type */
  readonly problemOf: (stdout: string) => string | undefined;
}

/** Exit code of a command that could not do what it was asked (qemu-img(1)). */
const REFUSED = 1;

/** Reads one baseline. Every way in which its files can be wrong is one line, never an exception. */
export function readTriple(
  root: string,
  key: TripleKey,
  { textOf, problemOf }: TripleSource = {
    textOf: (path) => readPlain(join(root, path)),
    problemOf: COMPARATORS[key.type.comparison].problem,
  },
): Stored {
  const path = triplePath(key);
  let texts: Record<keyof typeof PARTS, string | undefined>;
  try {
    texts = {
      stdout: textOf(path + PARTS.stdout),
      stderr: textOf(path + PARTS.stderr),
      meta: textOf(path + PARTS.meta),
    };
  } catch (error) {
    return { kind: 'broken', file: path, problem: `cannot be read: ${errorLine(error)}` };
  }
  const missing = Object.entries(texts).filter(([, text]) => text === undefined);
  if (missing.length === 3) return { kind: 'absent' };
  if (texts.stdout === undefined || texts.stderr === undefined || texts.meta === undefined) {
    const names = missing.map(([part]) => PARTS[part as keyof typeof PARTS]).join(', ');
    return { kind: 'broken', file: path, problem: `half a triple, without ${names}` };
  }
  const parsed = parseMeta(texts.meta);
  if ('problem' in parsed) return { kind: 'broken', file: path + PARTS.meta, problem: parsed.problem };
  const { meta } = parsed;
  const { stdout, stderr } = texts;
  // A refused case has no output, or the beginning of one: `map --output=json` prints a bracket before it looks. Other
  // codes are answers, as those of `check`.
  const isRefused = [...exitCodes(meta).values()].at(-1) === REFUSED;
  const wrong = stdout === '' || isRefused ? undefined : problemOf(stdout);
  if (wrong !== undefined) return { kind: 'broken', file: path + PARTS.stdout, problem: wrong };
  return { kind: 'whole', triple: { stdout, stderr, meta } };
}

/**
 * Writes one baseline unless the recorded one is equal after the whitelist and still has the sums that it was recorded
 * with: what was changed in a place that is masked looks equal, and must not get a new sum. A triple is always replaced as
 * a whole:
 * all three files are written under temporary names first, so that a full disk costs nothing; then the old meta goes,
 * and the new one comes last, so that a recording that is killed in between leaves no triple that mixes two runs, only
 * one that is not there and is written by the next `-u`.
 *
 * @param sums of what was recorded; gets those of what is written
 * @throws UsageError where it cannot be written
 */
export function recordTriple(
  root: string,
  key: TripleKey,
  row: Row,
  triple: Triple,
  sums: RunSums = sumsIn(root),
): Recorded {
  const stored = readTriple(root, key);
  const written = sums.written(key.type.name);
  const before = sums.before(key.type.name);
  const path = triplePath(key);
  const known = (file: string) => written.get(file) ?? before.get(file);
  const nameOf = (part: keyof typeof PARTS) => (path + PARTS[part]).slice(key.type.name.length + 1);
  if (stored.kind === 'whole' && isSame(stored.triple, triple, key.type, row)) {
    const texts = Object.entries(textsOf(stored.triple)) as [keyof typeof PARTS, string][];
    if (texts.every(([part, text]) => known(nameOf(part)) === sumOf(text))) return 'unchanged';
  }
  const texts = Object.entries(textsOf(triple)) as [keyof typeof PARTS, string][];
  const named = texts.map(([part, text]) => [path + PARTS[part], text]);
  writeTogether(root, Object.fromEntries(named), path + PARTS.meta);
  for (const [part, text] of texts) written.set(nameOf(part), sumOf(text));
  return stored.kind === 'absent' ? 'written' : 'updated';
}

/** The texts of the files of a triple; its meta comes last. */
function textsOf({ stdout, stderr, meta }: Triple): Record<keyof typeof PARTS, string> {
  return { stdout, stderr, meta: metaText(meta) };
}

function isSame(old: Triple, now: Triple, type: OutputType, row: Row): boolean {
  const { canonical } = COMPARATORS[type.comparison];
  // The key order of a meta is part of its form, so it is compared as it is written.
  return (
    canonical(old.stdout) === canonical(now.stdout) &&
    withoutNodeNames(old.stderr) === withoutNodeNames(now.stderr) &&
    JSON.stringify(stableMeta(old.meta, row)) === JSON.stringify(stableMeta(now.meta, row)) &&
    tellsOwnSize(old, row, type.name)
  );
}

/** Releases that have a baseline of this type, in version order. */
export function recordedVersions(root: string, type: string): string[] {
  const folder = join(root, type);
  const found = new Set<string>();
  for (const target of foldersIn(folder)) {
    for (const version of foldersIn(join(folder, target))) {
      // Most targets have the same releases, and a folder has hundreds of files.
      if (found.has(version) || !isVersion(version)) continue;
      if (hasBaseline(join(folder, target, version))) found.add(version);
    }
  }
  return sortVersions(found);
}

/** An empty folder is no release, and no more is one with what nobody knows in it. */
function hasBaseline(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith(PARTS.meta));
  } catch {
    return false;
  }
}

/**
 * Equality of two baselines after the whitelist, as a text: exit codes count, error texts do not.
 *
 * @param canonical form of an output
 */
export function fingerprint(
  triple: Triple,
  type: OutputType,
  canonical = COMPARATORS[type.comparison].canonical,
): string {
  return stableStringify([canonical(triple.stdout), Object.fromEntries(exitCodes(triple.meta))]);
}
