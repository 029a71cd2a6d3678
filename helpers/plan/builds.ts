import { type Feature, featureName } from '../pipeline/feature.ts';
import { type Provenance, provenance } from '../references/provenance.ts';
import type { Reference } from '../references/reference.ts';
import { versionRanges } from '../versions/ranges.ts';

/** What releases were recorded with, by release. */
export type RecordedWith = Readonly<Record<string, Provenance>>;

/** Builds that are told one by one; of more only which releases they are of. */
const TOLD = 4;

/**
 * What an installed build lacks of what the build has that the release was recorded with: a release has the baselines
 * of one build, and what one build has recorded another that cannot play all of it does not replace.
 */
export function lacksBeside(reference: Reference, recordedWith: RecordedWith): Feature[] {
  const recorded = recordedWith[reference.version];
  const beside = reference.lacks.filter((feature) => !recorded?.lacks?.includes(feature));
  // The same file lacks nothing beside itself, whatever was written down about it.
  const isOther =
    recorded !== undefined && beside.length > 0 && recorded.sha256 !== provenance(reference).sha256;
  return isOther ? beside : [];
}

/** Why builds do not record, one line each. */
export function poorBuilds(references: readonly Reference[], recordedWith: RecordedWith): string[] {
  return references.flatMap((reference) => {
    const [lack] = lacksBeside(reference, recordedWith);
    if (lack === undefined) return [];
    const { version } = reference;
    const [own, other] = [provenance(reference).source, recordedWith[version]?.source];
    return [
      `${version} is not recorded: this build (${own}) has no ${featureName(lack)}, and the one that was recorded ` +
        `(${other}) has; EXPECTED_OUTPUTS=<folder> records it elsewhere`,
    ];
  });
}

/** Which installed builds are not those that were recorded: what one refuses another may do. */
export function otherBuilds(references: readonly Reference[], recordedWith: RecordedWith): string[] {
  const others = references.flatMap((reference) => {
    const recorded = recordedWith[reference.version];
    const { sha256, source } = provenance(reference);
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
