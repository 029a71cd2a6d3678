import { entriesOf, type Source } from './apt-sources.ts';
import type { ArchiveLine } from './archive-line.ts';
import type { Supplied } from './find-archives.ts';
import { ALIASES, baseOf, releasesOf } from './suites.ts';

/** An archive of the command line, and how this host's apt is to read it. */
export interface Entered {
  readonly line: ArchiveLine;
  readonly entry: Source;
}

/**
 * What may have what a line lacks, to be tried in turn: of the command line the suite that it builds on, then this
 * host's suite of that name, then whatever else is named. Where the host knows no such suite its own release is the
 * last resort. So a package of bookworm-security is never given libraries of sid while there are those of bookworm.
 */
export function supportOf(
  { line, entry }: Entered,
  all: readonly Entered[],
  host: Supplied | undefined,
): Source[][] {
  const base = baseOf(line.suite);
  const beside = companions(line, all);
  const isKin = ({ line: { suite } }: Entered) => suite === base || suite === line.suite;
  const kin = beside.filter(isKin).map((one) => one.entry);
  const others = beside.filter((one) => !isKin(one)).map((one) => one.entry);
  const there = [entry, ...kin, ...others];
  const ofHost = (suite: string | undefined) =>
    host === undefined || suite === undefined ? [] : withoutKnown(entriesOf(host.archives, [suite]), there);
  const turns =
    host && isSuiteOf(host, base) ? [kin, ofHost(base), others] : [kin, others, ofHost(host?.host.codename)];
  return turns.filter((entries) => entries.length > 0);
}

function isSuiteOf({ host: { family, codename } }: Supplied, suite: string): boolean {
  const suites = releasesOf(family, codename).flatMap((release) => release.suites);
  return [...suites, ...ALIASES[family]].includes(suite);
}

/**
 * Of every suite of the command line the archive whose URI is most like a line's own: one of dated snapshots is helped
 * by its own date, and not by hundreds.
 */
function companions(line: ArchiveLine, all: readonly Entered[]): Entered[] {
  const others = all.filter((other) => idOf(other.line) !== idOf(line));
  const suites = [...new Set(others.map((other) => other.line.suite))];
  return suites.flatMap((suite) => {
    const [first, ...more] = others.filter((other) => other.line.suite === suite);
    if (!first) return [];
    return more.reduce((best, one) => (isLiker(line, one.line, best.line) ? one : best), first);
  });
}

/**
 * Whether one line is more like a line than another: by the parts that the URIs share, then by how far the others are
 * equal from the left, as dates are that differ in their hours.
 */
function isLiker(line: ArchiveLine, one: ArchiveLine, other: ArchiveLine): boolean {
  const parts = sharedParts(line.uri, one.uri) - sharedParts(line.uri, other.uri);
  return parts > 0 || (parts === 0 && sharedStarts(line.uri, one.uri) > sharedStarts(line.uri, other.uri));
}

function sharedParts(one: string, other: string): number {
  const parts = one.split('/');
  return other.split('/').filter((part) => parts.includes(part)).length;
}

/** Of each part with the one in its place: an archive of another name (debian-security) has its dates behind it. */
function sharedStarts(one: string, other: string): number {
  const parts = one.split('/');
  return other.split('/').reduce((sum, part, place) => sum + sharedStart(part, parts[place] ?? ''), 0);
}

function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Entries without those of archives that are there: apt refuses two of one suite that differ in their keys. */
function withoutKnown(entries: readonly Source[], known: readonly Source[]): Source[] {
  const idsOf = ({ uri, suites }: Source) => suites.map((suite) => idOf({ uri, suite }));
  const there = new Set(known.flatMap(idsOf));
  return entries.filter((entry) => !idsOf(entry).some((id) => there.has(id)));
}

function idOf({ uri, suite }: { readonly uri: string; readonly suite: string }): string {
  return `${uri.replace(/\/+$/, '')} ${suite}`;
}
