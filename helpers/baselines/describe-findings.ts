import { groupBy } from '../files/group-by.ts';
import { isVersion, sortVersions } from '../versions/order.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { Finding } from './audit.ts';
import { describeMend, type Mend } from './mend.ts';
import type { Means, Recording } from './recording.ts';

/** Findings that one message tells; one command at the end of the run mends all. */
const TOLD = 50;

/**
 * Tells findings, each with what mends it. A case that is missing at many releases is one: a release is a folder in the
 * path of a finding.
 *
 * @param means that the commands can use
 */
export function describeFindings(findings: readonly Finding[], means: Means): string {
  const groups = [...groupBy(findings, keyOf).values()];
  const lines = groups.slice(0, TOLD).flatMap((members) => {
    const { where, what, mend } = together(members, means.recorded);
    return [`${where}: ${what}`, `    mend: ${describeMend(mend, means)}`];
  });
  const more = groups.length - TOLD;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** Equal for findings that say the same of one case at several releases, and are mended by recording. */
function keyOf({ where, what, mend }: Finding): string {
  const isOfRelease = mend.kind === 'record' && releaseIn(where) !== undefined;
  return JSON.stringify(isOfRelease ? [withoutRelease(where), what, mend.suite] : [where, what, mend]);
}

function together(members: readonly Finding[], all: readonly string[]): Finding {
  const [first] = members;
  if (first === undefined) throw new Error('a group without a finding');
  const releases = members.flatMap(({ where }) => releaseIn(where) ?? []);
  const recordings = members.flatMap(({ mend }) => (mend.kind === 'record' ? mend : []));
  if (members.length === 1 || recordings.length === 0) return first;
  const ranges = versionRanges(releases, all);
  return {
    where: withoutRelease(first.where),
    what: `${first.what} (${members.length} releases: ${ranges})`,
    mend: joined(recordings),
  };
}

/** One recording of all that several record. */
function joined(recordings: readonly Recording[]): Mend {
  const [first, ...others] = recordings;
  if (first === undefined || others.length === 0) throw new Error('nothing to join');
  const releases = recordings.some((one) => one.releases === 'all')
    ? 'all'
    : sortVersions(new Set(recordings.flatMap((one) => one.releases)));
  const files = recordings.flatMap(({ restore }) => restore?.files ?? []);
  const root = recordings.find(({ restore }) => restore !== undefined)?.restore?.root;
  const { restore: _, ...rest } = first;
  return { ...rest, releases, ...(root === undefined ? {} : { restore: { root, files } }) };
}

function releaseIn(where: string): string | undefined {
  return where.split('/').find(isVersion);
}

function withoutRelease(where: string): string {
  return where
    .split('/')
    .map((part) => (isVersion(part) ? '*' : part))
    .join('/');
}
