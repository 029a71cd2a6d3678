import { join } from 'node:path';
import { recordedReleases } from '../baselines/recorded-types.ts';
import { readVersionsFile } from '../baselines/versions-file.ts';
import { checkWritable } from '../baselines/write-file.ts';
import type { Dialect } from '../pipeline/dialect.ts';
import { discoverReferences } from '../references/discover.ts';
import { hostArch } from '../references/host-arch.ts';
import { type Provenance, provenance } from '../references/provenance.ts';
import type { Reference } from '../references/reference.ts';
import { UsageError } from '../text/usage-error.ts';
import { chooseVersion } from '../versions/choose.ts';
import { selectVersions } from '../versions/select.ts';
import type { Candidate, Plan } from './plan.ts';
import { keptFolder, makeScratch, type OldKept } from './scratch.ts';
import { NOBODY, selectCandidate } from './select-candidate.ts';
import { readSettings } from './settings.ts';

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
  const { references, problems } = await discoverReferences(settings.binaries);
  const candidate = recording ? NOBODY : await selectCandidate(settings, dialects.modules);
  const installed = references.map(({ version }) => version);
  if (installed.length === 0 && (recording || candidate.selfCheck)) {
    const there = join(settings.binaries, hostArch());
    throw new UsageError(
      [
        `no qemu-img release under ${there}: npm run provision, or drop one in as <version>/qemu-img`,
        ...problems,
      ].join('\n'),
    );
  }
  const { expectedOutputs } = settings;
  const recorded = recordedReleases(expectedOutputs);
  if (recording) checkWritable(expectedOutputs);
  // Read before anything is recorded, which would end in writing it.
  const recordedWith = readVersionsFile(expectedOutputs);
  const recordable = selectVersions(installed, settings.versions);
  const foreign = installed.filter((version) => !recorded.includes(version));
  const judged = candidate.selfCheck && recorded.length > 0 ? [...recorded, ...foreign] : recorded;
  const verifiable = selectVersions(judged, settings.versions);
  const asked = recording ? recordable : verifiable;
  if (!asked.ok) throw new UsageError(asked.problem);
  const plan: Plan = {
    settings,
    candidate,
    dialects: dialects.folder,
    references,
    // The other way round (`u` in watch mode) there may be nothing that was chosen; that is no mistake yet.
    recordable: recordable.ok ? recordable.versions : [],
    recorded,
    verifiable: verifiable.ok ? verifiable.versions : [],
    scratch: makeScratch(settings.scratch, oldKept),
    kept: keptFolder(settings.scratch),
    recording,
  };
  return {
    plan,
    problems: [
      ...problems,
      ...(recording
        ? []
        : [...unrecorded(foreign, recorded, candidate), ...otherBuilds(recordedWith, references)]),
    ],
  };
}

/** What becomes of releases that are installed and have no baselines of their own. */
function unrecorded(
  foreign: readonly string[],
  recorded: readonly string[],
  { selfCheck }: Candidate,
): string[] {
  const fate = (version: string) => {
    const judge = selfCheck ? chooseVersion(recorded, version) : undefined;
    return judge === undefined ? '' : `, judged by those of ${judge}`;
  };
  return foreign.map(
    (version) => `${version} is installed without baselines${fate(version)}; npx vitest -u records it`,
  );
}

/** A distribution builds one release with other options than another does: what it refuses may differ. */
function otherBuilds(
  recordedWith: Readonly<Record<string, Provenance>>,
  references: readonly Reference[],
): string[] {
  return references.flatMap((reference) => {
    const recorded = recordedWith[reference.version];
    if (!recorded) return [];
    const { sha256, source } = provenance(reference);
    if (recorded.sha256 === sha256) return [];
    return [`${reference.version} is another build (${source}) than the one recorded (${recorded.source})`];
  });
}
