import qemuImg from '../dialects/qemu-img.ts';
import type { Dialect } from '../pipeline/dialect.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Reference } from '../references/reference.ts';
import { chooseVersion } from '../versions/choose.ts';
import type { Plan } from './plan.ts';

export function referenceTool(reference: Reference): Tool {
  const { program, io, version } = reference;
  return { dialect: qemuImg, program, companions: { 'qemu-io': io }, release: version };
}

/** The tools of a run, by release. */
export interface Tools {
  candidate(version: string): Tool | undefined;
  reference(version: string): Tool | undefined;
  /** @param recorded releases that have something to read by */
  reader(version: string, recorded: readonly string[]): Tool | undefined;
  builder(version: string): Tool | undefined;
  readonly counterpart: Tool | undefined;
}

export function toolsOf({ references, candidate }: Plan, dialect: Dialect): Tools {
  const byVersion = new Map(references.map((reference) => [reference.version, referenceTool(reference)]));
  const installed = [...byVersion.keys()];
  const nearest = (releases: readonly string[], version: string) =>
    byVersion.get(chooseVersion(releases, version) ?? '');
  // Data is written by qemu-io; without one, images that are made empty can still be compared.
  const writing = references.filter(({ io }) => io !== undefined).map(({ version }) => version);
  const { path } = candidate;
  return {
    candidate: (release) =>
      path === undefined ? byVersion.get(release) : { dialect, program: path, companions: {}, release },
    reference: (version) => byVersion.get(version),
    reader: (version, recorded) =>
      nearest(
        installed.filter((each) => recorded.includes(each)),
        version,
      ),
    builder: (version) => nearest(installed, version),
    counterpart: byVersion.get(chooseVersion(writing.length > 0 ? writing : installed, undefined) ?? ''),
  };
}
