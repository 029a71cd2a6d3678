import { groupBy } from '../files/group-by.ts';
import { isVersion, sortVersions } from '../versions/order.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { Finding } from './finding.ts';
import { PARTS } from './layout.ts';
import { describeMend, type Mend, removeCommands } from './mend.ts';
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
    const [command, ...others] = mend;
    return [
      `${shown(where)}: ${shown(what)}`,
      `    mend: ${command}`,
      ...others.map((line) => `    ${line}`),
    ];
  });
  const more = groups.length - TOLD;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** Equal for findings that say the same at several releases, or of several files of a case that are to go. */
function keyOf(finding: Finding): string {
  const { where, what, mend } = finding;
  const isOfRelease = (mend.kind === 'record' || mend.kind === 'remove') && releaseIn(where) !== undefined;
  return JSON.stringify(isOfRelease ? [placeOf(finding), what, mend.kind, mend.suite] : [where, what, mend]);
}

interface Told {
  readonly where: string;
  readonly what: string;
  readonly mend: readonly string[];
}

/** What several findings say, and what mends all of them. */
function together(members: readonly Finding[], means: Means): Told {
  const [first] = members;
  if (first === undefined) throw new Error('a group without a finding');
  const alone = { where: first.where, what: first.what, mend: describeMend(first.mend, means) };
  if (members.length === 1) return alone;
  const releases = [...new Set(members.flatMap(({ where }) => releaseIn(where) ?? []))];
  const recordings = members.flatMap(({ mend }) => (mend.kind === 'record' ? mend : []));
  const removals = members.flatMap(({ mend }) => (mend.kind === 'remove' ? mend : []));
  const [only] = releases;
  const ranges = versionRanges(releases, means.recorded);
  return {
    where: releases.length === 1 && only ? placeOf(first).replace('*', only) : placeOf(first),
    what: releases.length === 1 ? first.what : `${first.what} (${releases.length} releases: ${ranges})`,
    mend: recordings.length > 0 ? describeMend(joined(recordings), means) : removedTogether(removals, means),
  };
}

/** What removes several things, and brings up to date what tells of them. */
function removedTogether(removals: readonly Removal[], means: Means): string[] {
  const [first, ...others] = removals;
  if (first === undefined) throw new Error('nothing to remove');
  const things = others.map(({ path, isFolder = false }) => ({ path, isFolder }));
  const [last = ''] = describeMend(first, means);
  if (first.suite === undefined) {
    return [
      removeCommands([...things, { path: first.path, isFolder: first.isFolder === true }]).join(' && '),
    ];
  }
  return [[...removeCommands(things), last].join(' && ')];
}

type Removal = Extract<Mend, { kind: 'remove' }>;

/** One recording of all that several record. */
function joined(recordings: readonly Recording[]): Mend {
  const [first, ...others] = recordings;
  if (first === undefined || others.length === 0) throw new Error('nothing to join');
  const releases = recordings.some((one) => one.releases === 'all')
    ? 'all'
    : sortVersions(new Set(recordings.flatMap((one) => one.releases)));
  const files = recordings.flatMap(({ restore }) => restore?.files ?? []);
  const inTheWay = recordings.flatMap((one) => one.inTheWay ?? []);
  const root = recordings.find(({ restore }) => restore !== undefined)?.restore?.root;
  const { restore: _, inTheWay: __, ...rest } = first;
  return {
    ...rest,
    releases,
    ...(inTheWay.length > 0 ? { inTheWay } : {}),
    ...(root === undefined ? {} : { restore: { root, files } }),
  };
}

/** A text as one line: names of files can have anything in them. */
function shown(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    /[\0-\x1f\x7f]|(?<![\ud800-\udbff])[\udc80-\udcff]/g,
    (character) => `\\${(character.charCodeAt(0) & 0xff).toString(8).padStart(3, '0')}`,
  );
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
