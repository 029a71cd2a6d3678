import { groupBy } from '../files/group-by.ts';
import { isVersion, sortVersions } from '../versions/order.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { Finding } from './audit.ts';
import { PARTS } from './layout.ts';
import { describeMend, type Mend, removeCommand } from './mend.ts';
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
    const { where, what, mend } = together(members, means);
    return [`${where}: ${what}`, `    mend: ${mend}`];
  });
  const more = groups.length - TOLD;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** Equal for findings that say the same at several releases, or of several files of a case that are to go. */
function keyOf(finding: Finding): string {
  const { where, what, mend } = finding;
  const isOfRelease = mend.kind !== 'by hand' && releaseIn(where) !== undefined;
  return JSON.stringify(isOfRelease ? [placeOf(finding), what, mend.kind, mend.suite] : [where, what, mend]);
}

/** What several findings say, and what mends all of them. */
function together(members: readonly Finding[], means: Means): Record<'where' | 'what' | 'mend', string> {
  const [first] = members;
  if (first === undefined) throw new Error('a group without a finding');
  const alone = { where: first.where, what: first.what, mend: describeMend(first.mend, means) };
  if (members.length === 1) return alone;
  const releases = [...new Set(members.flatMap(({ where }) => releaseIn(where) ?? []))];
  const recordings = members.flatMap(({ mend }) => (mend.kind === 'record' ? mend : []));
  const removals = members.flatMap(({ mend }) => (mend.kind === 'remove' ? mend.path : []));
  const [only] = releases;
  const ranges = versionRanges(releases, means.recorded);
  return {
    where: releases.length === 1 && only ? placeOf(first).replace('*', only) : placeOf(first),
    what: releases.length === 1 ? first.what : `${first.what} (${releases.length} releases: ${ranges})`,
    mend: recordings.length > 0 ? describeMend(joined(recordings), means) : removeCommand(removals, false),
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

/** The path with a star for its release; of a file that is to go, without the ending: its case goes as a whole. */
function placeOf({ where, mend }: Finding): string {
  const ending = Object.values(PARTS).find((part) => mend.kind === 'remove' && where.endsWith(part)) ?? '';
  return where
    .slice(0, where.length - ending.length)
    .split('/')
    .map((part) => (isVersion(part) ? '*' : part))
    .join('/');
}
