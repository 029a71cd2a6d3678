import { groupBy } from '../files/group-by.ts';
import { chooseVersion } from '../versions/choose.ts';
import { versionRanges } from '../versions/ranges.ts';
import { selectVersions } from '../versions/select.ts';

/** Which releases are installed, and which have baselines, in version order. */
export interface Releases {
  readonly installed: readonly string[];
  readonly recorded: readonly string[];
}

/** What becomes of releases that are installed and have no baselines of their own, a line for each fate. */
export function withoutBaselines({ installed, recorded }: Releases, selfCheck: boolean): string[] {
  const foreign = installed.filter((version) => !recorded.includes(version));
  const fates = groupBy(foreign, (version) => {
    const judge = selfCheck ? chooseVersion(recorded, version) : undefined;
    return judge === undefined ? '' : `, judged by those of ${judge}`;
  });
  return [...fates].map(([fate, versions]) => {
    const [is, it] = versions.length === 1 ? ['is', 'it'] : ['are', 'them'];
    return `${versionRanges(versions, installed)} ${is} installed without baselines${fate}; npx vitest -u records ${it}`;
  });
}

/**
 * In a self-check nothing can stand for a release that is not installed; its baselines are audited, not played.
 *
 * @param chosen PARITY_VERSIONS
 */
export function notPlayed({ installed, recorded }: Releases, chosen: string | undefined): string[] {
  const meant = selectVersions(recorded, chosen);
  const absent = (meant.ok ? meant.versions : []).filter((version) => !installed.includes(version));
  if (absent.length === 0) return [];
  const which = versionRanges(absent, recorded);
  return [`not installed, so their baselines are audited and not played: ${which} (${absent.length})`];
}

/**
 * What is known of a part of PARITY_VERSIONS that nothing installed is matched by: that it is recorded, if it is.
 *
 * @param why that does not do
 */
export function notInstalled(recorded: readonly string[], why: string): (part: string) => string | undefined {
  return (part) =>
    selectVersions(recorded, part).ok ? `is recorded, but not installed, and ${why}` : undefined;
}
