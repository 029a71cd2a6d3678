import { join } from 'node:path';
import { recordedReleases } from '../baselines/recorded-types.ts';
import { readVersionsFile } from '../baselines/versions-file.ts';
import { checkWritable } from '../baselines/write-file.ts';
import type { Dialect } from '../pipeline/dialect.ts';
import { discoverReferences } from '../references/discover.ts';
import { hostArch } from '../references/host-arch.ts';
import { UsageError } from '../text/usage-error.ts';
import { selectVersions } from '../versions/select.ts';
import { lacksBeside, otherBuilds, ownBuilds, poorBuilds } from './builds.ts';
import { checkRoom } from './check-room.ts';
import type { Plan } from './plan.ts';
import { keptFolder, makeScratch, type OldKept } from './scratch.ts';
import { NOBODY, selectCandidate } from './select-candidate.ts';
import { readSettings } from './settings.ts';
import { notPlayed, withoutBaselines } from './unmatched.ts';

/** Dialects, and where they were found. */
export interface DialectFolder {
  readonly folder: string;
  readonly modules: readonly Dialect[];
}

/**
 * Finds out everything that a run needs to know before its first test.
 *
 * @param folder of the project
 * @throws UsageError where the run cannot do what it was asked
 */
export async function makePlan(
  folder: string,
  dialects: DialectFolder,
  recording: boolean,
  oldKept: OldKept,
): Promise<{ plan: Plan; problems: string[] }> {
  const settings = readSettings(folder);
  checkRoom(settings.scratch);
  const scratch = makeScratch(settings.scratch, oldKept);
  const discovered = await discoverReferences(settings.binaries, { scratch });
  const { references } = discovered;
  const candidate = recording ? NOBODY : await selectCandidate(settings, dialects.modules);
  const { selfCheck } = candidate;
  const installed = references.map(({ version }) => version);
  if (installed.length === 0 && (recording || selfCheck)) {
    const there = join(settings.binaries, hostArch());
    const what = `no qemu-img release under ${there}: npm run provision, or drop one in as <version>/qemu-img`;
    throw new UsageError([what, ...discovered.problems].join('\n'));
  }
  const { expectedOutputs } = settings;
  const recorded = recordedReleases(expectedOutputs);
  if (recording) checkWritable(expectedOutputs);
  // Read before anything is recorded, which would end in writing it.
  const recordedWith = readVersionsFile(expectedOutputs);
  const builds = { recorded, recordedWith };
  const worthy = references
    .filter((reference) => lacksBeside(reference, builds).length === 0)
    .map(({ version }) => version);
  const recordable = selectVersions(installed, settings.versions);
  const verifiable = selectVersions(
    selfCheck && recorded.length > 0 ? installed : recorded,
    settings.versions,
  );
  const notes = recording
    ? poorBuilds(references, builds)
    : [
        ...withoutBaselines({ installed, recorded }, selfCheck),
        ...(selfCheck ? notPlayed({ installed, recorded }, settings.versions) : []),
        ...otherBuilds(references, builds),
      ];
  const problems = [...discovered.problems, ...notes];
  const asked = recording ? recordable : verifiable;
  if (!asked.ok) throw new UsageError([asked.problem, ...problems].join('\n'));
  const played = recordable.ok ? recordable.versions.filter((version) => worthy.includes(version)) : [];
  if (recording && played.length === 0) throw new UsageError(problems.join('\n'));
  const plan: Plan = {
    settings,
    candidate,
    dialects: dialects.folder,
    references,
    // The other way round (`u` in watch mode) there may be nothing that was chosen; that is no mistake yet.
    recordable: played,
    worthy,
    ownBuilds: ownBuilds(references, builds),
    recorded,
    verifiable: verifiable.ok ? verifiable.versions : [],
    scratch,
    kept: keptFolder(settings.scratch),
    recording,
  };
  return { plan, problems };
}
