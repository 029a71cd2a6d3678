import { dirname, join } from 'node:path';
import { isSafe, type Row } from '../pipeline/row.ts';
import type { Safety } from '../pipeline/safety.ts';
import { sortVersions } from '../versions/order.ts';
import { type Collection, tripleFiles } from './collection.ts';
import type { Finding } from './finding.ts';
import { type CommandsOf, problemOfMeta } from './fitting-meta.ts';
import { goneReleases } from './gone-releases.ts';
import { DERIVED, PARTS, triplePath } from './layout.ts';
import { type Recording, safetiesOf } from './recording.ts';
import { restorable } from './restorable.ts';
import type { Sums } from './sums.ts';

/**
 * An absolute path. Cases are played with bare file names, so whatever a baseline names is of the machine,
 * but for devices that every machine has, and the file that malicious images name (images/canary.ts).
 */
const MACHINE_PATH =
  /(?<![\w.$:/-])\/(?!dev\/(?:null|zero|kvm)\b|etc\/passwd(?![\w./-]))(?:[\w.-]+\/)+[\w.-]+/;

export interface CasesToAudit {
  readonly root: string;
  readonly suite: string;
  readonly collection: Collection;
  readonly sums: Sums;
  /** whether the sums can be told apart from files: where they are gone as a whole, no file is one that they miss */
  readonly hasSums: boolean;
  /** images of others may be without baselines */
  readonly safeties: readonly Safety[];
  readonly commands: CommandsOf;
  /** whether a file is told of already */
  readonly isCovered: (file: string) => boolean;
}

/**
 * Holds every case of every recorded release against what is on disk: its triple is whole, has the bytes that were
 * recorded, names no path of the recording machine, and its meta is of this case. What is wrong with a case is one finding.
 */
export function auditCases(audit: CasesToAudit): Finding[] {
  const { collection, sums, isCovered } = audit;
  const told = [...sums.keys()].flatMap((file) => collection.ownerOf(file)?.version ?? []);
  const gone = goneReleases(collection, sums);
  return sortVersions(new Set([...collection.versions, ...told])).flatMap((version) => {
    if (gone.includes(version)) return goneRelease(audit, version);
    return collection.rows.flatMap((row) => {
      if (collection.lack(row, version) !== undefined) return [];
      const files = tripleFiles(row, version);
      if (files.some(isCovered)) return [];
      const found = problemOf(audit, row, version, files);
      if (!found) return [];
      const mend: Recording = {
        kind: 'record',
        suite: audit.suite,
        releases: [version],
        ...safetiesOf(row),
        ...(found.restore ?? restorable(audit.root, collection.type.name, files, sums)),
      };
      return [{ where: found.where, what: found.what, mend }];
    });
  });
}

/**
 * A release that somebody has dropped, or lost. What is recorded next tells of it no more; where it was the last of a
 * type, it is the one to be recorded.
 */
function goneRelease({ root, suite, collection, sums, isCovered }: CasesToAudit, version: string): Finding[] {
  const files = [...sums.keys()].filter((file) => collection.ownerOf(file)?.version === version);
  if (files.some(isCovered)) return [];
  const { type, versions } = collection;
  const folders = new Set(files.map((file) => join(type.name, dirname(file))));
  const mend: Recording = {
    kind: 'record',
    suite,
    releases: versions.length > 0 ? [] : [version],
    restore: { root, files: [...folders] },
  };
  const what = 'was recorded (SHA256SUMS), and nothing of the release is left';
  return [{ where: `${type.name}/*/${version}`, what, mend }];
}

interface Problem extends Omit<Finding, 'mend'> {
  /** where it is not the triple that git may have */
  readonly restore?: Pick<Recording, 'restore'>;
}

function problemOf(
  audit: CasesToAudit,
  row: Row,
  version: string,
  files: readonly string[],
): Problem | undefined {
  const { collection, sums, safeties } = audit;
  const { type } = collection;
  const where = triplePath({ ...row, type, version });
  const stored = collection.at(row, version);
  switch (stored.kind) {
    case 'absent': {
      const wanted = isSafe(row) || (row.image && safeties.includes(row.image.safety));
      if (files.some((file) => sums.has(file)))
        return { where, what: 'was recorded (SHA256SUMS), and is gone' };
      return wanted ? { where, what: 'the release is recorded, this case is not' } : undefined;
    }
    case 'broken':
      return { where: stored.file, what: stored.problem };
    case 'whole': {
      const path = machinePath(collection, files);
      if (path) return path;
      const misfit = problemOfMeta(row, version, type.name, stored.triple, audit.commands);
      if (misfit !== undefined) return { where: where + PARTS.meta, what: misfit };
      return changed(audit, files);
    }
  }
}

function machinePath({ type, content }: Collection, files: readonly string[]): Problem | undefined {
  for (const file of files) {
    const match = MACHINE_PATH.exec(content(file).text);
    if (match) {
      return { where: `${type.name}/${file}`, what: `names a path of the recording machine: ${match[0]}` };
    }
  }
  return undefined;
}

function changed(
  { root, collection, sums, hasSums }: CasesToAudit,
  files: readonly string[],
): Problem | undefined {
  const { type, content } = collection;
  const other = files.find((file) => sums.has(file) && sums.get(file) !== content(file).sum);
  if (other !== undefined) {
    return { where: `${type.name}/${other}`, what: 'is not what was recorded (SHA256SUMS)' };
  }
  const unknown = files.find((file) => !sums.has(file));
  if (unknown === undefined || !hasSums) return undefined;
  const restore = { restore: { root, files: [join(type.name, DERIVED.sums)] } };
  return { where: `${type.name}/${unknown}`, what: 'is not in SHA256SUMS', restore };
}
