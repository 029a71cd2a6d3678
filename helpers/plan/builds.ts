import { remembered } from '../files/remembered.ts';
import { type Feature, featureName } from '../pipeline/feature.ts';
import { type Provenance, provenance } from '../references/provenance.ts';
import type { Reference } from '../references/reference.ts';
import { versionRanges } from '../versions/ranges.ts';

/** What there is to hold a build against. */
export interface RecordedBuilds {
  /** releases that have baselines */
  readonly recorded: readonly string[];
  /** what releases were recorded with, as far as that is known */
  readonly recordedWith: Readonly<Record<string, Provenance>>;
}

/** Reads each program once, which is some megabytes, however much is asked about it. */
const provenanceOf = remembered(provenance);

/** Builds that are told one by one; of more only which releases they are of. */
const TOLD = 4;

/**
 * What an installed build lacks of what the build has that the release was recorded with: a release has the baselines
 * of one build, and what one build has recorded another that cannot play all of it does not replace. Of baselines that
 * nobody knows the build of, anything may be.
 */
export function lacksBeside(reference: Reference, { recorded, recordedWith }: RecordedBuilds): Feature[] {
  const { version, lacks } = reference;
  if (!recorded.includes(version)) return [];
  const before = recordedWith[version];
  const beside = lacks.filter((feature) => !before?.lacks?.includes(feature));
  // The same file lacks nothing beside itself, whatever was written down about it.
  const isOther = beside.length > 0 && before?.sha256 !== provenanceOf(reference).sha256;
  return isOther ? beside : [];
}

/** What the installed builds lack that releases were recorded with: they know better than what is written down. */
export function ownBuilds(
  references: readonly Reference[],
  { recordedWith }: Pick<RecordedBuilds, 'recordedWith'>,
): Readonly<Record<string, readonly Feature[]>> {
  const own = references.filter((reference) => {
    return recordedWith[reference.version]?.sha256 === provenanceOf(reference).sha256;
  });
  return Object.fromEntries(own.map(({ version, lacks }) => [version, lacks]));
}

/** Why builds do not record, one line each. */
export function poorBuilds(references: readonly Reference[], builds: RecordedBuilds): string[] {
  return references.flatMap((reference) => {
    const [lack] = lacksBeside(reference, builds);
    if (lack === undefined) return [];
    const { version } = reference;
    const own = provenanceOf(reference).source;
    const other = builds.recordedWith[version]?.source;
    const has = other === undefined ? 'may have (versions.json does not know it)' : `(${other}) has`;
    return [
      `${version} is not recorded: this build (${own}) has no ${featureName(lack)}, and the one that was recorded ` +
        `${has}; EXPECTED_OUTPUTS=<folder> records it elsewhere`,
    ];
  });
}

/** Which installed builds are not those that were recorded: what one refuses another may do. */
export function otherBuilds(
  references: readonly Reference[],
  { recordedWith }: Pick<RecordedBuilds, 'recordedWith'>,
): string[] {
  const others = references.flatMap((reference) => {
    const recorded = recordedWith[reference.version];
    const { sha256, source } = provenanceOf(reference);
    if (!recorded || recorded.sha256 === sha256) return [];
    return [{ version: reference.version, source, recorded: recorded.source }];
  });
  if (others.length <= TOLD) {
    return others.map(
      ({ version, source, recorded }) =>
        `${version} is another build (${source}) than the one recorded (${recorded})`,
    );
  }
  const which = versionRanges(
    others.map(({ version }) => version),
    references.map(({ version }) => version),
  );
  return [`${others.length} releases are other builds than those recorded (versions.json): ${which}`];
}
