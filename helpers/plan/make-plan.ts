import { join } from 'node:path';
import { recordedReleases } from '../baselines/recorded-types.ts';
import { readVersionsFile } from '../baselines/versions-file.ts';
import { checkWritable } from '../baselines/write-file.ts';
import type { Dialect } from '../pipeline/dialect.ts';
import { endStarters } from '../process/starters.ts';
import { discoverReferences } from '../references/discover.ts';
import { hostArch } from '../references/host-arch.ts';
import { UsageError } from '../text/usage-error.ts';
import { problemOfForm, type Selection, selectVersions } from '../versions/select.ts';
import { lacksBeside, otherBuilds, ownBuilds, poorBuilds } from './builds.ts';
import { checkPlaces } from './check-places.ts';
import { checkRoom } from './check-room.ts';
import type { Plan } from './plan.ts';
import { makeScratch, type OldKept } from './scratch.ts';
import { askCandidate, chooseCandidate, NOBODY } from './select-candidate.ts';
import { readSettings } from './settings.ts';
import { unknownSettings } from './unknown-settings.ts';
import { notInstalled, notPlayed, withoutBaselines } from './unmatched.ts';

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
  checkPlaces(settings, recording);
  const { expectedOutputs, versions } = settings;
  const wrongForm = versions === undefined ? undefined : problemOfForm(versions);
  if (wrongForm !== undefined) throw new UsageError(wrongForm);
  const chosen = recording ? undefined : chooseCandidate(settings, dialects.modules);
  const recorded = recordedReleases(expectedOutputs);
  // What a candidate is held against is known before any program is started.
  if (chosen) mustSelect(selectVersions(recorded, versions), []);
  checkRoom(settings.scratch);
  const { folder: scratch, kept } = await makeScratch(settings.scratch, oldKept);
  const discovered = await discoverReferences(settings.binaries, { scratch });
  const { references } = discovered;
  const selfCheck = !chosen;
  const installed = references.map(({ version }) => version);
  if (installed.length === 0 && (recording || selfCheck)) {
    const there = join(settings.binaries, hostArch());
    const what = `no qemu-img release under ${there}: npm run provision, or drop one in as <version>/qemu-img`;
    throw new UsageError([what, ...discovered.problems].join('\n'));
  }
  // Read before anything is recorded, which would end in writing it.
  const recordedWith = readVersionsFile(expectedOutputs);
  const builds = { recorded, recordedWith };
  const recordableBuilds = references
    .filter((reference) => lacksBeside(reference, builds).length === 0)
    .map(({ version }) => version);
  const isPlayed = selfCheck && recorded.length > 0;
  const recordable = selectVersions(installed, versions, notInstalled(recorded, 'a recording plays what is'));
  const verifiable = isPlayed
    ? selectVersions(installed, versions, notInstalled(recorded, 'a self-check plays what is'))
    : selectVersions(recorded, versions);
  const notes = recording
    ? poorBuilds(references, builds)
    : [
        ...withoutBaselines({ installed, recorded }, selfCheck),
        ...(selfCheck ? notPlayed({ installed, recorded }, versions) : []),
        ...otherBuilds(references, builds),
      ];
  mustSelect(recording ? recordable : verifiable, discovered.problems);
  const played = recordable.ok
    ? recordable.versions.filter((version) => recordableBuilds.includes(version))
    : [];
  if (recording && played.length === 0) throw new UsageError([...discovered.problems, ...notes].join('\n'));
  const { candidate, odd } = chosen ? await askCandidate(chosen) : { candidate: NOBODY, odd: [] };
  // Programs of cells are run by the workers.
  await endStarters();
  if (recording) checkWritable(expectedOutputs);
  const plan: Plan = {
    settings,
    candidate,
    dialects: dialects.folder,
    references,
    // The other way round (`u` in watch mode) there may be nothing that was chosen; that is no mistake yet.
    recordable: played,
    recordableBuilds,
    ownBuilds: ownBuilds(references, builds),
    recorded,
    verifiable: verifiable.ok ? verifiable.versions : [],
    scratch,
    kept,
    recording,
  };
  return { plan, problems: [...unknownSettings(process.env), ...odd, ...discovered.problems, ...notes] };
}

/** @throws UsageError with what is wrong, and with what may be the reason for it */
function mustSelect(selection: Selection, problems: readonly string[]): void {
  if (!selection.ok) throw new UsageError([selection.problem, ...problems].join('\n'));
}
