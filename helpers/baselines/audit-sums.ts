import { join } from 'node:path';
import { readPlain } from '../files/read-plain.ts';
import { sortVersions } from '../versions/order.ts';
import type { Collection } from './collection.ts';
import type { Finding } from './finding.ts';
import { DERIVED } from './layout.ts';
import type { Recording } from './recording.ts';
import { parseSums, type Sums } from './sums.ts';

/** What an audit has found out about the sums of a type. */
export interface AuditedSums {
  readonly sums: Sums;
  readonly findings: readonly Finding[];
  /** whether a file that they do not tell of is the fault of that file */
  readonly isWhole: boolean;
}

/** Holds SHA256SUMS against its form, and against the cases that there are. */
export function auditSums(root: string, suite: string, collection: Collection): AuditedSums {
  const type = collection.type.name;
  const where = `${type}/${DERIVED.sums}`;
  const [text, isInTheWay] = read(join(root, where));
  const { sums, problem } = parseSums(text ?? '');
  // What lies in its place is told with the places.
  if (isInTheWay) return { sums, findings: [], isWhole: false };
  const finding = (what: string, releases: readonly string[]): Finding => {
    const mend: Recording = { kind: 'record', suite, releases, restore: { root, files: [where] } };
    return { where, what, mend };
  };
  if (text === undefined) {
    const isNeeded = collection.versions.length > 0;
    return { sums, findings: isNeeded ? [finding('is not there', collection.versions)] : [], isWhole: false };
  }
  if (problem !== undefined) {
    return { sums, findings: [finding(problem, unknownReleases(collection, sums))], isWhole: false };
  }
  const there = new Set(collection.files);
  const strangers = [...sums.keys()].filter((file) => !isOfCase(collection, file) && !there.has(file));
  const [first] = strangers;
  if (first === undefined) return { sums, findings: [], isWhole: true };
  const more = strangers.length > 1 ? ` and ${strangers.length - 1} more` : '';
  return { sums, findings: [finding(`tells of ${first}${more}, of no case`, [])], isWhole: true };
}

/** The text, and whether there is something else in the place of the file. */
function read(path: string): [text: string | undefined, isInTheWay: boolean] {
  try {
    return [readPlain(path), false];
  } catch {
    return [undefined, true];
  }
}

/** Whether a line of SHA256SUMS is to stay. */
export function isOfCase({ ownerOf, lack }: Collection, file: string): boolean {
  const owner = ownerOf(file);
  return owner !== undefined && lack(owner.row, owner.version) === undefined;
}

/** Releases with files that the sums do not tell of. */
function unknownReleases(collection: Collection, sums: Sums): string[] {
  const unknown = collection.files.filter((file) => isOfCase(collection, file) && !sums.has(file));
  return sortVersions(new Set(unknown.flatMap((file) => collection.ownerOf(file)?.version ?? [])));
}
