import { join } from 'node:path';
import { readIfThere } from '../files/read.ts';
import { type Feature, featureName } from '../pipeline/feature.ts';
import type { Row } from '../pipeline/row.ts';
import type { Safety } from '../pipeline/safety.ts';
import { type Collection, tripleFiles } from './collection.ts';
import { derivedOnDisk, deriveFiles } from './derived.ts';
import { DERIVED, triplePath } from './layout.ts';
import type { Mend } from './mend.ts';
import { type Recording, safetiesOf } from './recording.ts';
import { restorable } from './restorable.ts';
import type { Stored } from './store.ts';
import { readSums, sumOf } from './sums.ts';

/** Something wrong with what is recorded, and what mends it. */
export interface Finding {
  /** file or case, as a path under expected-outputs/ */
  readonly where: string;
  readonly what: string;
  readonly mend: Mend;
}

/**
 * An absolute path. Cases are played with bare file names, so whatever a baseline names is of the machine,
 * but for devices that every machine has.
 */
const MACHINE_PATH = /(?<![\w.$:/-])\/(?!dev\/(?:null|zero|kvm)\b)(?:[\w.-]+\/)+[\w.-]+/;

/**
 * Holds one output type against its suite, both ways: every case of every recorded release has a whole triple (images
 * of a safety that this run leaves out may be without), every file belongs to a case, the sums hold, nothing names a
 * path of the recording machine, and what is derived is what the triples give.
 */
export function auditType(
  root: string,
  suite: string,
  collection: Collection,
  safeties: readonly Safety[],
): Finding[] {
  const type = collection.type.name;
  if (collection.files.length === 0) {
    const mend: Recording = { kind: 'record', suite, releases: 'all', safeties };
    return [{ where: type, what: 'nothing is recorded', mend }];
  }
  const known = knownFiles(collection);
  const recordable = new Map([...known].filter(([, { lack }]) => lack === undefined));
  const again = (file: string) => recordingOf(suite, recordable.get(file));
  const found = [
    ...missingTriples(root, collection, suite, safeties),
    ...strayFiles(root, collection, suite, known),
    ...brokenSums(root, collection, recordable, again),
    ...machinePaths(root, collection, again),
  ];
  // What follows from broken triples is broken in every file; the triples are what is to be mended.
  return found.length > 0 ? found : staleDerived(root, collection, recordingOf(suite, undefined));
}

/** Whose a file is. */
interface Owner {
  readonly row: Row;
  readonly version: string;
  /** what the release's build has not: then nothing that it says there is the release's answer */
  readonly lack: Feature | undefined;
}

/** Every file that the cases can have at the recorded releases, relative to the type's folder. */
function knownFiles({ rows, versions, lack }: Collection): Map<string, Owner> {
  const owners = versions.flatMap((version) =>
    rows.map((row) => ({ row, version, lack: lack(row, version) })),
  );
  return new Map(
    owners.flatMap((owner) =>
      tripleFiles(owner.row, owner.version).map((file): [string, Owner] => [file, owner]),
    ),
  );
}

/** Recording one case again; of what belongs to no case, whatever brings up to date what is derived. */
function recordingOf(suite: string, owner: Omit<Owner, 'lack'> | undefined): Recording {
  return {
    kind: 'record',
    suite,
    releases: owner ? [owner.version] : [],
    ...safetiesOf(owner?.row),
  };
}

function missingTriples(
  root: string,
  { type, rows, versions, at, lack }: Collection,
  suite: string,
  safeties: readonly Safety[],
): Finding[] {
  const sums = readSums(join(root, type.name));
  return versions.flatMap((version) =>
    rows.flatMap((row) => {
      if (lack(row, version) !== undefined) return [];
      const finding = findingOf(at(row, version), triplePath({ ...row, type, version }));
      const wanted = row.image === undefined || safeties.includes(row.image.safety);
      if (!finding || (finding.kind === 'absent' && !wanted)) return [];
      const { where, what } = finding;
      const before = restorable(root, type.name, tripleFiles(row, version), sums);
      return [{ where, what, mend: { ...recordingOf(suite, { row, version }), ...before } }];
    }),
  );
}

/** What is wrong with a triple, if anything. */
function findingOf(stored: Stored, where: string) {
  switch (stored.kind) {
    case 'whole':
      return undefined;
    case 'broken':
      return { kind: stored.kind, where: stored.file, what: stored.problem };
    case 'absent':
      return { kind: stored.kind, where, what: 'the release is recorded, this case is not' };
  }
}

function strayFiles(
  root: string,
  { type, files }: Collection,
  suite: string,
  known: ReadonlyMap<string, Owner>,
): Finding[] {
  return files.flatMap((file): Finding[] => {
    const owner = known.get(file);
    if (owner && owner.lack === undefined) return [];
    const what = owner?.lack
      ? `is of a build that has no ${featureName(owner.lack)} (versions.json), no answer of the release`
      : 'belongs to no case';
    const mend: Mend = { kind: 'remove', path: join(root, type.name, file), suite };
    return [{ where: `${type.name}/${file}`, what, mend }];
  });
}

/** @param again records the case of a file again */
function brokenSums(
  root: string,
  { type, files, bytes }: Collection,
  known: ReadonlyMap<string, Owner>,
  again: (file: string) => Recording,
): Finding[] {
  const folder = join(root, type.name);
  const sums = readSums(folder);
  // What belongs to no case is not to come back.
  const finding = (file: string, what: string, mend: Recording, restore = file): Finding => ({
    where: `${type.name}/${file}`,
    what,
    mend: known.has(file) ? { ...mend, restore: { root, files: [join(type.name, restore)] } } : mend,
  });
  const changed = files.flatMap((file): Finding[] => {
    const sum = sums.get(file);
    sums.delete(file);
    if (sum === sumOf(bytes(file))) return [];
    // What only the sums do not know, any recording of the suite tells them.
    return sum === undefined
      ? [finding(file, 'is not in SHA256SUMS', { ...again(file), releases: [] }, DERIVED.sums)]
      : [finding(file, 'is not what was recorded (SHA256SUMS)', again(file))];
  });
  const lost = [...sums.keys()].map((file) => finding(file, 'is in SHA256SUMS but not on disk', again(file)));
  return [...changed, ...lost];
}

function machinePaths(
  root: string,
  { type, files, bytes }: Collection,
  again: (file: string) => Recording,
): Finding[] {
  const sums = readSums(join(root, type.name));
  return files.flatMap((file): Finding[] => {
    const match = MACHINE_PATH.exec(bytes(file).toString());
    return match
      ? [
          {
            where: `${type.name}/${file}`,
            what: `names a path of the recording machine: ${match[0]}`,
            mend: { ...again(file), ...restorable(root, type.name, [file], sums) },
          },
        ]
      : [];
  });
}

function staleDerived(root: string, collection: Collection, mend: Mend): Finding[] {
  const type = collection.type.name;
  const derived = deriveFiles(collection);
  const stale = [...derived].filter(([path, text]) => readIfThere(join(root, type, path)) !== text);
  const left = derivedOnDisk(root, type).filter((path) => !derived.has(path));
  return [...stale.map(([path]) => path), ...left].map((path) => ({
    where: `${type}/${path}`,
    what: 'is not what the baselines give',
    mend,
  }));
}
