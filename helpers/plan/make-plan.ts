import { join } from 'node:path';
import { recordedVersions } from '../baselines/store.ts';
import { readVersionsFile } from '../baselines/versions-file.ts';
import { checkWritable } from '../baselines/write-file.ts';
import { foldersIn } from '../files/read.ts';
import { discoverReferences } from '../references/discover.ts';
import { hostArch } from '../references/host-arch.ts';
import { provenance } from '../references/provenance.ts';
import type { Reference } from '../references/reference.ts';
import { UsageError } from '../text/usage-error.ts';
import { sortVersions } from '../versions/order.ts';
import { selectVersions } from '../versions/select.ts';
import type { Plan } from './plan.ts';
import { keptFolder, makeScratch } from './scratch.ts';
import { selectCandidate } from './select-candidate.ts';
import { readSettings } from './settings.ts';

/**
 * Finds out everything that a run needs to know before its first test.
 *
 * @param dialects folder of the dialect modules
 * @throws UsageError where the run cannot do what it was asked
 */
export async function makePlan(
  root: string,
  dialects: string,
  recording: boolean,
): Promise<{ plan: Plan; problems: string[] }> {
  const settings = readSettings(root);
  const { references, problems } = await discoverReferences(settings.binaries);
  const candidate = await selectCandidate(settings, dialects);
  const installed = references.map(({ version }) => version);
  if (installed.length === 0 && (recording || candidate.selfCheck)) {
    const folder = join(settings.binaries, hostArch());
    throw new UsageError(
      [
        `no qemu-img release under ${folder}: npm run provision, or drop one in as <version>/qemu-img`,
        ...problems,
      ].join('\n'),
    );
  }
  const types = foldersIn(settings.expectedOutputs).filter((name) => !name.startsWith('.'));
  const recorded = sortVersions(
    new Set(types.flatMap((type) => recordedVersions(settings.expectedOutputs, type))),
  );
  const chosen = selectVersions(recording ? installed : recorded, settings.versions);
  if (!chosen.ok) throw new UsageError(chosen.problem);
  if (recording) checkWritable(settings.expectedOutputs);
  const plan: Plan = {
    settings,
    candidate,
    references,
    recordable: recording ? chosen.versions : installed,
    verifiable: recording ? recorded : chosen.versions,
    scratch: makeScratch(settings.scratch),
    kept: keptFolder(settings.scratch),
    recording,
  };
  return {
    plan,
    problems: [
      ...problems,
      ...(recording
        ? []
        : [...unrecorded(installed, recorded), ...otherBuilds(settings.expectedOutputs, references)]),
    ],
  };
}

function unrecorded(installed: string[], recorded: string[]): string[] {
  const names = installed.filter((version) => !recorded.includes(version));
  if (names.length === 0) return [];
  return [`installed without baselines: ${names.join(', ')}; npx vitest -u records them`];
}

/** A distribution builds one release with other options than another does: what it refuses may differ. */
function otherBuilds(expectedOutputs: string, references: readonly Reference[]): string[] {
  const recordedWith = readVersionsFile(expectedOutputs);
  return references.flatMap((reference) => {
    const recorded = recordedWith[reference.version];
    const { sha256, source } = provenance(reference);
    if (!recorded || recorded.sha256 === sha256) return [];
    return [`${reference.version} is another build (${source}) than the one recorded (${recorded.source})`];
  });
}
