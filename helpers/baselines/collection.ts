import { join } from 'node:path';
import { COMPARATORS } from '../comparison/comparators.ts';
import { type Entry, entriesUnder } from '../files/entries.ts';
import { notPlain, readPlainBytes } from '../files/read-plain.ts';
import { remembered } from '../files/remembered.ts';
import { type Feature, lackOf } from '../pipeline/feature.ts';
import type { OutputType, Row, Suite } from '../pipeline/row.ts';
import { sortVersions } from '../versions/order.ts';
import { DERIVED, PARTS } from './layout.ts';
import { type Owner, ownersAmong } from './owner.ts';
import { fingerprint, readTriple, type Stored, type TripleSource } from './store.ts';
import { sumOf } from './sums.ts';
import { readVersionsFile } from './versions-file.ts';

/** Everything on disk for one output type: each file is read when it is first asked for, and once. */
export interface Collection {
  readonly type: OutputType;
  /** recorded releases, in version order */
  readonly versions: readonly string[];
  /** rows of the suite that have this type */
  readonly rows: readonly Row[];
  readonly at: (row: Row, version: string) => Stored;
  /** what two baselines have in common that are equal after the whitelist; undefined where there is none that is whole */
  readonly print: (row: Row, version: string) => string | undefined;
  /** what a row needs and the build lacks that a release was recorded with: there is nothing to be recorded then */
  readonly lack: (row: Row, version: string) => Feature | undefined;
  /** everything in the type's folder, of any kind */
  readonly entries: readonly Entry[];
  /** every plain file below a target, relative to the type's folder, sorted */
  readonly files: readonly string[];
  /** what is in one of them */
  readonly content: (file: string) => Content;
  /** whose a file is, were it there */
  readonly ownerOf: (file: string) => Owner | undefined;
}

/** What a file of a baseline holds. */
export interface Content {
  readonly text: string;
  /** SHA-256 of its bytes, of which the text may not tell all */
  readonly sum: string;
}

/** What the builds of releases lack, by release. */
export type Lacks = ReadonlyMap<string, readonly Feature[]>;

/**
 * All baselines of one output type.
 *
 * @param here what recorded builds that are installed lack, which know better than versions.json: it is written last
 */
export function readCollection(
  root: string,
  suite: Suite,
  type: OutputType,
  here: Lacks = new Map(),
): Collection {
  const folder = join(root, type.name);
  const rows = suite.rows.filter((row) => row.outputs.some((output) => output.type.name === type.name));
  const ownerOf = ownersAmong(rows);
  const entries = remembered(() => entriesUnder(folder));
  const files = remembered(() =>
    entries()
      .filter((entry) => isReadable(entry) && entry.path.includes('/') && !isOfProfile(entry.path))
      .map(({ path }) => path)
      .sort(),
  );
  const versions = remembered(() =>
    sortVersions(new Set(files().flatMap((file) => ownerOf(file)?.version ?? []))),
  );
  const lacks = remembered(() => new Map([...recordedLacks(root), ...here]));
  const contents = contentsBelow(folder);
  const { problem, canonical } = COMPARATORS[type.comparison];
  const source: TripleSource = {
    textOf: (path) => contents(path.slice(type.name.length + 1))?.text,
    problemOf: remembered(problem),
  };
  // Many releases print the same.
  const canonicalOf = remembered(canonical);
  const keyOf = ({ target, stem }: Row, version: string) => `${target}/${version}/${stem}`;
  const at = remembered(
    ({ target, stem }: Row, version: string) => readTriple(root, { type, target, version, stem }, source),
    keyOf,
  );
  return {
    type,
    rows,
    ownerOf,
    at,
    get versions() {
      return versions();
    },
    get entries() {
      return entries();
    },
    get files() {
      return files();
    },
    print: remembered((row: Row, version: string) => {
      const stored = at(row, version);
      return stored.kind === 'whole' ? fingerprint(stored.triple, type, canonicalOf) : undefined;
    }, keyOf),
    content: (file) => {
      const content = contents(file);
      if (!content) throw new Error(`${join(folder, file)} has gone while it was being read`);
      return content;
    },
    lack: (row, version) => lackOf(lacks().get(version) ?? [], row),
  };
}

/** Contents of the plain files below a folder; equal ones share their text, since most releases print the same. */
function contentsBelow(folder: string): (file: string) => Content | undefined {
  const texts = new Map<string, string>();
  return remembered((file: string) => {
    const bytes = readPlainBytes(join(folder, file));
    if (bytes === undefined) return undefined;
    const sum = sumOf(bytes);
    const text = texts.get(sum) ?? bytes.toString();
    texts.set(sum, text);
    return { text, sum };
  });
}

/** Whether something is a file that can be read as one of a baseline. */
export function isReadable({ kind, bytes, closed }: Entry): boolean {
  return notPlain(kind, bytes) === undefined && closed === undefined;
}

/** Whether a path below a type's folder is of what is copied for each profile. */
export function isOfProfile(path: string): boolean {
  return path.split('/', 1)[0] === DERIVED.profiles;
}

/** What the builds lack that releases were recorded with. */
export function recordedLacks(root: string): Lacks {
  return new Map(Object.entries(readVersionsFile(root)).map(([version, { lacks = [] }]) => [version, lacks]));
}

/** Paths of a row's triple relative to the type's folder. */
export function tripleFiles(row: Row, version: string): string[] {
  return Object.values(PARTS).map((ending) => `${row.target}/${version}/${row.stem}${ending}`);
}
