import type { Lacks } from '../baselines/collection.ts';
import qemuImg from '../dialects/qemu-img.ts';
import type { Dialect } from '../pipeline/dialect.ts';
import { lackOf, lackText } from '../pipeline/feature.ts';
import type { Row } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Reference } from '../references/reference.ts';
import { chooseVersion } from '../versions/choose.ts';
import type { Plan } from './plan.ts';

/** An installed reference as a tool. */
export interface ReferenceTool extends Tool {
  readonly lacks: Reference['lacks'];
}

export function referenceTool({ program, io, version, lacks }: Reference): ReferenceTool {
  return { dialect: qemuImg, program, companions: { 'qemu-io': io }, release: version, lacks };
}

/** The tools of a run. A reference that was built without what a row needs is never asked to read or to build it. */
export interface Tools {
  /** the candidate as it answers for a release; in a self-check the release itself */
  candidate(version: string): Tool;
  reference(version: string): ReferenceTool | undefined;
  /** @param recorded releases that have something to read by */
  reader(row: Row, version: string, recorded: readonly string[]): Tool | undefined;
  builder(row: Row, version: string): Tool | undefined;
  counterpart(row: Row): Tool | undefined;
  /** why a release itself neither builds nor reads for a row, where another does */
  absence(row: Row, version: string): string;
}

/** @param recordedLacks what the builds lack that releases are recorded with */
export function toolsOf({ references, candidate }: Plan, dialect: Dialect, recordedLacks: Lacks): Tools {
  const tools = references.map(referenceTool);
  const byVersion = new Map(tools.map((tool) => [tool.release, tool]));
  const able = (row: Row) => tools.filter(({ lacks }) => lackOf(lacks, row) === undefined);
  /** The release itself, where nothing keeps it from a row: nearer is none. */
  const itself = (row: Row, version: string) => {
    const own = byVersion.get(version);
    return own && lackOf(own.lacks, row) === undefined ? own : undefined;
  };
  const nearest = (among: readonly ReferenceTool[], version: string | undefined) => {
    const releases = among.map(({ release }) => release);
    return byVersion.get(chooseVersion(releases, version) ?? '');
  };
  const { path, companions = {} } = candidate;
  return {
    candidate: (release) => {
      if (path !== undefined) return { dialect, program: path, companions, release };
      const self = byVersion.get(release);
      if (!self) throw new Error(`qemu-img ${release} is not installed to stand for the candidate`);
      return self;
    },
    reference: (version) => byVersion.get(version),
    reader: (row, version, recorded) => {
      const hasBaseline = ({ release }: Tool) =>
        recorded.includes(release) && lackOf(recordedLacks.get(release) ?? [], row) === undefined;
      return nearest(able(row).filter(hasBaseline), version);
    },
    builder: (row, version) => itself(row, version) ?? nearest(able(row), version),
    absence: (row, version) => {
      const lack = lackOf(byVersion.get(version)?.lacks ?? [], row);
      return lack === undefined ? `qemu-img ${version} is not installed` : lackText(version, lack);
    },
    counterpart: (row) => {
      const all = able(row);
      // Data is written by qemu-io; without one, images that are made empty can still be compared.
      const writing = all.filter(({ companions }) => companions['qemu-io'] !== undefined);
      return nearest(writing.length > 0 ? writing : all, undefined);
    },
  };
}
