import { entriesOf, type Source } from './apt-sources.ts';
import type { ArchiveLine } from './archive-line.ts';
import type { Supplied } from './find-archives.ts';
import { ALIASES, baseOf, releasesOf } from './suites.ts';

/**
 * The archives of the command line that may have what a line lacks: of every suite the one whose URI is most like its
 * own, so that one of dated snapshots is helped by its own date, and not by hundreds.
 */
export function companions(line: ArchiveLine, lines: readonly ArchiveLine[]): ArchiveLine[] {
  const others = lines.filter((other) => idOf(other) !== idOf(line));
  const suites = [...new Set(others.map(({ suite }) => suite))];
  return suites.flatMap((suite) => {
    const [first, ...more] = others.filter((other) => other.suite === suite);
    return first
      ? more.reduce((best, one) => (likeness(line, one) > likeness(line, best) ? one : best), first)
      : [];
  });
}

/** How many parts of their URIs two lines share. */
function likeness(one: ArchiveLine, other: ArchiveLine): number {
  const parts = one.uri.split('/');
  return other.uri.split('/').filter((part) => parts.includes(part)).length;
}

function idOf({ uri, suite }: { readonly uri: string; readonly suite: string }): string {
  return `${uri.replace(/\/+$/, '')} ${suite}`;
}

/** The entry of the host's own archives that may have what a suite lacks: what it builds on, else the host's release. */
export function hostSupport(suite: string, { host, archives }: Supplied): Source[] {
  const base = baseOf(suite);
  const known = [
    ...releasesOf(host.family, host.codename).flatMap(({ suites }) => suites),
    ...ALIASES[host.family],
  ];
  const wanted = known.includes(base) ? base : host.codename;
  return wanted === undefined ? [] : entriesOf(archives, [wanted]);
}

/** Entries without those of the archives that are there: apt refuses two of one suite that differ in their keys. */
export function withoutKnown(entries: readonly Source[], known: readonly Source[]): Source[] {
  const idsOf = ({ uri, suites }: Source) => suites.map((suite) => idOf({ uri, suite }));
  const there = new Set(known.flatMap(idsOf));
  return entries.filter((entry) => !idsOf(entry).some((id) => there.has(id)));
}
