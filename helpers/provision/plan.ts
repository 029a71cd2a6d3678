import type { SourceRecord } from '../references/source-record.ts';
import type { Upstream } from './debian-version.ts';
import type { Present } from './installed.ts';
import { releaseWanted } from './options.ts';
import { isOfArchive, type Origin, originOf } from './stage-release.ts';

/** What a suite has to give. */
export interface Offer extends Origin {
  /** name of the package */
  readonly package: string;
  readonly upstream: Upstream;
  /** what apt is to prefer for all that the package needs; undefined where the archive has no name for itself */
  readonly target?: string;
}

/** What to do about an offer. */
export type Step =
  | { readonly kind: 'install' }
  | { readonly kind: 'unwanted' }
  | { readonly kind: 'have'; readonly release: string }
  | { readonly kind: 'dropped-in'; readonly release: string }
  /** it is installed, and not from an archive: neither is the newer */
  | { readonly kind: 'unlike'; readonly release: string; readonly than: Origin }
  /** another suite has the same release in a newer package */
  | { readonly kind: 'superseded'; readonly release: string; readonly by: Offer };

/**
 * Decides before any download. The number of a package often tells the release ({@link Upstream}); where it does
 * not, the package is fetched and its program decides.
 */
export function planStep(
  offer: Offer,
  offers: readonly Offer[],
  present: readonly Present[],
  asked: { readonly only: readonly string[]; readonly force: boolean },
  compare: (one: string, other: string) => number,
): Step {
  const { number, exact } = offer.upstream;
  const wanted = (one: Offer) =>
    releaseWanted(asked.only, one.suite, one.upstream.number, one.upstream.exact);
  if (!wanted(offer)) return { kind: 'unwanted' };
  const droppedIn = present.find((one) => {
    return (
      !one.source && ((exact && one.release === number) || one.banner?.includes(`${offer.packageVersion})`))
    );
  });
  if (droppedIn) return { kind: 'dropped-in', release: droppedIn.release };
  const by = winner(offer, offers.filter(wanted), compare);
  if (by !== offer) return { kind: 'superseded', release: number, by };
  if (asked.force) return { kind: 'install' };
  const same = present.find((one) => {
    if (!one.source) return false;
    const { source } = one;
    const isOlder = () => isOfArchive(source) && compare(source.package_version, offer.packageVersion) < 0;
    return (exact && one.release === number && !isOlder()) || holdsPackage(source, offer.packageVersion);
  });
  if (!same?.source) return { kind: 'install' };
  const { release, source } = same;
  if (isOfArchive(source)) return { kind: 'have', release };
  return { kind: 'unlike', release, than: originOf(source) };
}

/** Of the offers that surely hold the same release, the one with the highest package version; the first of equals. */
function winner(
  offer: Offer,
  offers: readonly Offer[],
  compare: (one: string, other: string) => number,
): Offer {
  const rivals = offers.filter((other) => {
    if (other.packageVersion === offer.packageVersion) return true;
    return offer.upstream.exact && other.upstream.exact && other.upstream.number === offer.upstream.number;
  });
  const best = rivals.reduce((one, other) => {
    return compare(one.packageVersion, other.packageVersion) < 0 ? other : one;
  }, rivals[0] ?? offer);
  return best;
}

/** Whether a package is known to be what is installed here. */
function holdsPackage(source: SourceRecord, packageVersion: string): boolean {
  const versions = [
    source.package_version,
    ...(source.same_release ?? []).map((same) => same.package_version),
  ];
  return versions.includes(packageVersion);
}
