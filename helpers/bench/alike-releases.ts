import { readCollection } from '../baselines/collection.ts';
import { groupProfiles } from '../baselines/profiles.ts';
import { readSettings } from '../plan/settings.ts';
import { UsageError } from '../text/usage-error.ts';
import type { Ground } from './ground.ts';

/** The collection that shows what `info` prints at a release. */
const SHOWN_BY = 'create-info-json';

/**
 * For each release, recorded or installed, an installed one that prints the same in `info`, or itself; none where no installed
 * one does.
 */
export function alikeReleases({ root, suites, references }: Ground): Map<string, string> {
  const installed = references.map(({ version }) => version);
  const { expectedOutputs } = readSettings(root, {});
  const types = suites.flatMap((suite) => suite.outputTypes.map((type) => ({ suite, type })));
  const shown = types.find(({ type }) => type.name === SHOWN_BY);
  if (shown === undefined) throw new UsageError(`there is no output type ${SHOWN_BY}`);
  const profiles = groupProfiles(readCollection(expectedOutputs, shown.suite, shown.type));
  const recorded = profiles.flatMap(({ versions }) => {
    const alike = installed.find((version) => versions.includes(version));
    return alike === undefined ? [] : versions.map((version) => [version, alike] as const);
  });
  return new Map([...recorded, ...installed.map((version) => [version, version] as const)]);
}
