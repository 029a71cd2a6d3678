import { join } from 'node:path';
import type { Entry } from '../files/entries.ts';
import { notPlain } from '../files/read-plain.ts';
import { type Feature, featureName } from '../pipeline/feature.ts';
import { sortVersions } from '../versions/order.ts';
import { isOfCase } from './audit-sums.ts';
import { type Collection, isOfProfile } from './collection.ts';
import type { Finding } from './finding.ts';
import { DERIVED } from './layout.ts';
import type { Mend } from './mend.ts';
import { type Recording, safetiesOf } from './recording.ts';
import type { Sums } from './sums.ts';

/** What an audit has found out about where things lie. */
export interface Places {
  readonly findings: readonly Finding[];
  /** whether a file is not what it seems since something else lies in its place, or above it */
  readonly isCovered: (file: string) => boolean;
}

/**
 * Holds what lies in a type's folder against what may lie there: files of cases in folders of targets and releases, what
 * is derived of them, and nothing else. A folder of things that belong to nobody is one finding.
 */
export function auditPlaces(root: string, suite: string, collection: Collection, sums: Sums): Places {
  const { type, entries } = collection;
  const context: Context = { root, suite, collection, sums, recorded: foldersOfCases(collection, sums) };
  const ownedFolders = new Set(
    entries.flatMap(({ path }) => (isExpected(context, path) ? foldersOf(path) : [])),
  );
  const isKept = ({ path }: Entry) => isExpected(context, path) || ownedFolders.has(path);
  const told: string[] = [];
  const isTold = (path: string) => told.some((folder) => path.startsWith(`${folder}/`));
  const misplaced: string[] = [];
  const findings = entries.flatMap((entry): Finding[] => {
    const { path, kind } = entry;
    if (isTold(path)) return [];
    const where = `${type.name}/${path}`;
    if (!isKept(entry)) {
      // A build that lacks something has recorded what is none of the release's.
      const lacking = lackBelow(context, path);
      told.push(path);
      return [
        {
          where,
          what: lacking ? ofPoorBuild(featureName(lacking)) : 'belongs to no case',
          mend: removal(context, entry),
        },
      ];
    }
    const what = problemOf(entry, ownedFolders.has(path));
    if (what === undefined) return [];
    told.push(path);
    misplaced.push(path);
    const mend: Mend =
      entry.closed === undefined
        ? {
            ...recordingBelow(context, path),
            inTheWay: [{ path: join(root, where), isFolder: kind === 'folder' }],
          }
        : { kind: 'open', path: join(root, where) };
    return [{ where, what, mend }];
  });
  const covers = (file: string) => misplaced.some((path) => file === path || file.startsWith(`${path}/`));
  return { findings, isCovered: covers };
}

interface Context {
  readonly root: string;
  readonly suite: string;
  readonly collection: Collection;
  readonly sums: Sums;
  /** folders of targets and releases below which something was recorded */
  readonly recorded: ReadonlySet<string>;
}

function ofPoorBuild(feature: string): string {
  return `is of a build that has no ${feature} (versions.json), no answer of the release`;
}

/**
 * Whether anything is to be at a path: a file of a case at a recorded release, what is derived, or what the sums tell
 * of below it. What lies in profiles/ is held against the baselines.
 */
function isExpected({ collection, sums, recorded }: Context, path: string): boolean {
  const { ownerOf, versions, lack } = collection;
  if (path === DERIVED.sums || path === DERIVED.map) return true;
  if (isOfProfile(path)) return path.split('/').length <= 3;
  const owner = ownerOf(path);
  if (owner) {
    const isRecorded = versions.includes(owner.version) || sums.has(path);
    return isRecorded && lack(owner.row, owner.version) === undefined;
  }
  return recorded.has(path);
}

/** Folders of targets and releases below which the sums tell of a case. */
function foldersOfCases(collection: Collection, sums: Sums): Set<string> {
  const files = [...sums.keys()].filter((file) => isOfCase(collection, file));
  return new Set(files.flatMap(foldersOf));
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** How something that is to be there is not what is to be there. */
function problemOf({ path, kind, bytes, closed }: Entry, holds: boolean): string | undefined {
  if (closed !== undefined) return `cannot be read: ${closed}`;
  const depth = path.split('/').length;
  const isFolder =
    holds || (isOfProfile(path) ? depth < 3 : depth < 3 && path !== DERIVED.sums && path !== DERIVED.map);
  if (!isFolder) return notPlain(kind, bytes);
  return kind === 'folder' ? undefined : `is a ${kind}, where a folder belongs`;
}

function removal({ root, suite, collection, sums }: Context, { path, kind }: Entry): Mend {
  // What the sums tell of is in what is derived too.
  const isDerivedFrom = [...sums.keys()].some((file) => file === path || file.startsWith(`${path}/`));
  return {
    kind: 'remove',
    path: join(root, collection.type.name, path),
    ...(kind === 'folder' ? { isFolder: true } : {}),
    ...(isDerivedFrom ? { suite } : {}),
  };
}

/** What a build has not that recorded the first of what lies at a path or below it. */
function lackBelow({ collection }: Context, path: string): Feature | undefined {
  const { files, ownerOf, lack } = collection;
  const owners = files.filter((file) => file === path || file.startsWith(`${path}/`)).map(ownerOf);
  const [first] = owners;
  return first && lack(first.row, first.version);
}

/** Recording what was recorded at a path and below it, or what git has of it. */
function recordingBelow({ root, suite, collection, sums }: Context, path: string): Recording {
  const { type, ownerOf, versions } = collection;
  const files = [...sums.keys()].filter((file) => file === path || file.startsWith(`${path}/`));
  const owners = [...files, path].flatMap((file) => ownerOf(file) ?? []);
  const releases =
    path === DERIVED.sums ? versions : sortVersions(new Set(owners.map(({ version }) => version)));
  const isDerived = isOfProfile(path) || path === DERIVED.map;
  const [only] = owners
    .map(({ row }) => safetiesOf(row).safeties)
    .filter((safeties) => safeties !== undefined);
  return {
    kind: 'record',
    suite,
    releases,
    ...(only
      ? {
          safeties: [
            ...new Set(owners.flatMap(({ row }) => safetiesOf(row).safeties ?? (['safe'] as const))),
          ],
        }
      : {}),
    ...(isDerived ? {} : { restore: { root, files: [join(type.name, path)] } }),
  };
}
