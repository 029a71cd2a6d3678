import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Entry, entriesUnder } from '../files/entries.ts';
import { notPlain } from '../files/read-plain.ts';
import { remembered } from '../files/remembered.ts';
import { type Feature, lackOf } from '../pipeline/feature.ts';
import type { OutputType, Row, Suite } from '../pipeline/row.ts';
import { sortVersions } from '../versions/order.ts';
import { DERIVED, PARTS } from './layout.ts';
import { type Owner, ownersAmong } from './owner.ts';
import { readTriple, type Stored } from './store.ts';
import { readVersionsFile } from './versions-file.ts';

/** Everything on disk for one output type. */
export interface Collection {
  readonly type: OutputType;
  /** recorded releases, in version order */
  readonly versions: readonly string[];
  /** rows of the suite that have this type */
  readonly rows: readonly Row[];
  readonly at: (row: Row, version: string) => Stored;
  /** what a row needs and the build lacks that a release was recorded with: there is nothing to be recorded then */
  readonly lack: (row: Row, version: string) => Feature | undefined;
  /** everything in the type's folder, of any kind */
  readonly entries: readonly Entry[];
  /** every plain file below a target, relative to the type's folder, sorted */
  readonly files: readonly string[];
  /** the bytes of one of them; each is read once */
  readonly bytes: (file: string) => Buffer;
  /** whose a file is, were it there */
  readonly ownerOf: (file: string) => Owner | undefined;
}

/** What the builds of releases lack, by release. */
export type Lacks = ReadonlyMap<string, readonly Feature[]>;

/**
 * Reads all baselines of one output type.
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
  const entries = entriesUnder(folder);
  const files = entries
    .filter((entry) => isReadable(entry) && entry.path.includes('/') && !isOfProfile(entry.path))
    .map(({ path }) => path)
    .sort();
  const rows = suite.rows.filter((row) => row.outputs.some((output) => output.type.name === type.name));
  const ownerOf = ownersAmong(rows);
  const versions = sortVersions(new Set(files.flatMap((file) => ownerOf(file)?.version ?? [])));
  const lacks = new Map([...recordedLacks(root), ...here]);
  const there = new Set(files);
  const bytes = remembered((file: string) => readFileSync(join(folder, file)));
  const textOf = (path: string) => {
    const file = path.slice(type.name.length + 1);
    return there.has(file) ? bytes(file).toString() : undefined;
  };
  return {
    type,
    versions,
    rows,
    entries,
    files,
    bytes,
    ownerOf,
    at: remembered(
      ({ target, stem }: Row, version: string) => readTriple(root, { type, target, version, stem }, textOf),
      ({ target, stem }, version) => `${target}/${version}/${stem}`,
    ),
    lack: (row, version) => lackOf(lacks.get(version) ?? [], row),
  };
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
