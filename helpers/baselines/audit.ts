import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, sha256 } from '../files/read.ts';
import type { Safety } from '../pipeline/safety.ts';
import { shownPath } from '../text/shown-path.ts';
import { type Collection, tripleFiles } from './collection.ts';
import { derivedOnDisk, deriveFiles } from './derived.ts';
import { DERIVED, triplePath } from './layout.ts';
import { recordCommand } from './mend.ts';
import type { Stored } from './store.ts';
import { parseSums } from './sums.ts';

/** Something wrong with what is recorded, and the command that mends it. */
export interface Finding {
  /** file or case, as a path under expected-outputs/ */
  readonly where: string;
  readonly what: string;
  readonly mend: string;
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
  const record = recordCommand(suite);
  if (collection.files.length === 0) return [{ where: type, what: 'nothing is recorded', mend: record }];
  const found = [
    ...missingTriples(collection, suite, safeties),
    ...strayFiles(collection, `rm ${shownPath(join(root, type))}/`),
    ...brokenSums(
      root,
      collection,
      `git checkout ${shownPath(join(root, type))}  (or, if it was meant: ${record})`,
    ),
    ...machinePaths(root, collection, record),
  ];
  // What follows from broken triples is broken in every file; the triples are what is to be mended.
  return found.length > 0 ? found : staleDerived(root, collection, record);
}

function missingTriples(
  { type, rows, versions, at }: Collection,
  suite: string,
  safeties: readonly Safety[],
): Finding[] {
  return versions.flatMap((version) =>
    rows.flatMap((row) => {
      const finding = findingOf(at(row, version), triplePath({ ...row, type, version }));
      const wanted = row.image === undefined || safeties.includes(row.image.safety);
      if (!finding || (finding.kind === 'absent' && !wanted)) return [];
      const { where, what } = finding;
      return [{ where, what, mend: recordCommand(suite, version) }];
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

function strayFiles({ type, rows, versions, files }: Collection, remove: string): Finding[] {
  const known = new Set(versions.flatMap((version) => rows.flatMap((row) => tripleFiles(row, version))));
  return files
    .filter((file) => !known.has(file))
    .map((file) => ({ where: `${type.name}/${file}`, what: 'belongs to no case', mend: `${remove}${file}` }));
}

function brokenSums(root: string, { type, files }: Collection, mend: string): Finding[] {
  const folder = join(root, type.name);
  const sums = parseSums(readIfThere(join(folder, DERIVED.sums)) ?? '');
  const changed = files.flatMap((file): Finding[] => {
    const sum = sums.get(file);
    sums.delete(file);
    if (sum === sha256(join(folder, file))) return [];
    const what = sum === undefined ? 'is not in SHA256SUMS' : 'is not what was recorded (SHA256SUMS)';
    return [{ where: `${type.name}/${file}`, what, mend }];
  });
  const lost = [...sums.keys()].map((file) => ({
    where: `${type.name}/${file}`,
    what: 'is in SHA256SUMS but not on disk',
    mend,
  }));
  return [...changed, ...lost];
}

function machinePaths(root: string, { type, files }: Collection, mend: string): Finding[] {
  return files.flatMap((file): Finding[] => {
    const match = MACHINE_PATH.exec(readFileSync(join(root, type.name, file), 'utf8'));
    return match
      ? [{ where: `${type.name}/${file}`, what: `names a path of the recording machine: ${match[0]}`, mend }]
      : [];
  });
}

function staleDerived(root: string, collection: Collection, mend: string): Finding[] {
  const type = collection.type.name;
  const derived = deriveFiles(root, collection);
  const stale = [...derived].filter(([path, text]) => readIfThere(join(root, type, path)) !== text);
  const left = derivedOnDisk(root, type).filter((path) => !derived.has(path));
  return [...stale.map(([path]) => path), ...left].map((path) => ({
    where: `${type}/${path}`,
    what: 'is not what the baselines give',
    mend,
  }));
}

export function describeFindings(findings: readonly Finding[]): string {
  return findings.map(({ where, what, mend }) => `${where}: ${what}\n    mend: ${mend}`).join('\n');
}
