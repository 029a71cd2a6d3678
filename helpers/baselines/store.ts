import { rmSync } from 'node:fs';
import { join } from 'node:path';
import stableStringify from 'fast-json-stable-stringify';
import { COMPARATORS } from '../comparison/comparators.ts';
import { foldersIn, readIfThere } from '../files/read.ts';
import type { OutputType, Row } from '../pipeline/row.ts';
import { errorLine } from '../text/error-line.ts';
import { isVersion, sortVersions } from '../versions/order.ts';
import { PARTS, type TripleKey, triplePath } from './layout.ts';
import { exitCodes, parseMeta, stableMeta, type Triple } from './triple.ts';
import { writeTogether } from './write-file.ts';

export type Stored =
  | { readonly kind: 'whole'; readonly triple: Triple }
  | { readonly kind: 'absent' }
  /** what is wrong with which file below `root`; half a triple is named without an ending */
  | { readonly kind: 'broken'; readonly file: string; readonly problem: string };

export type Recorded = 'written' | 'updated' | 'unchanged';

/**
 * Reads one baseline. Every way in which its files can be wrong is one line, never an exception.
 *
 * @param textOf reads a file below `root`; undefined where there is none
 */
export function readTriple(
  root: string,
  key: TripleKey,
  textOf: (path: string) => string | undefined = (path) => readIfThere(join(root, path)),
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
  // A refused case has an empty output of every type.
  const wrong = stdout === '' ? undefined : COMPARATORS[key.type.comparison].problem(stdout);
  if (wrong !== undefined) return { kind: 'broken', file: path + PARTS.stdout, problem: wrong };
  return { kind: 'whole', triple: { stdout, stderr, meta } };
}

/**
 * Writes one baseline unless the recorded one is equal after the whitelist. A triple is always replaced as a whole:
 * all three files are written under temporary names first, so that a full disk costs nothing; then the old meta goes,
 * and the new one comes last, so that a recording that is killed in between leaves no triple that mixes two runs, only
 * one that is not there and is written by the next `-u`.
 *
 * @throws UsageError where it cannot be written
 */
export function recordTriple(root: string, key: TripleKey, row: Row, triple: Triple): Recorded {
  const stored = readTriple(root, key);
  if (stored.kind === 'whole' && isSame(stored.triple, triple, key.type, row)) return 'unchanged';
  const path = triplePath(key);
  const texts = {
    [path + PARTS.stdout]: triple.stdout,
    [path + PARTS.stderr]: triple.stderr,
    [path + PARTS.meta]: `${JSON.stringify(triple.meta, null, 2)}\n`,
  };
  writeTogether(root, texts, () => rmSync(join(root, path + PARTS.meta), { force: true }));
  return stored.kind === 'absent' ? 'written' : 'updated';
}

function isSame(old: Triple, now: Triple, type: OutputType, row: Row): boolean {
  const { canonical } = COMPARATORS[type.comparison];
  // The key order of a meta is part of its form, so it is compared as it is written.
  return (
    canonical(old.stdout) === canonical(now.stdout) &&
    old.stderr === now.stderr &&
    JSON.stringify(stableMeta(old.meta, row)) === JSON.stringify(stableMeta(now.meta, row))
  );
}

/** Releases that have a baseline of this type, in version order. */
export function recordedVersions(root: string, type: string): string[] {
  const versions = foldersIn(join(root, type)).flatMap((target) => foldersIn(join(root, type, target)));
  return sortVersions(new Set(versions.filter(isVersion)));
}

/** Equality of two baselines after the whitelist, as a text: exit codes count, error texts do not. */
export function fingerprint(triple: Triple, type: OutputType): string {
  return stableStringify([
    COMPARATORS[type.comparison].canonical(triple.stdout),
    Object.fromEntries(exitCodes(triple.meta)),
  ]);
}
