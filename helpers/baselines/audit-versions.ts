import { join } from 'node:path';
import { groupBy } from '../files/group-by.ts';
import { readPlain } from '../files/read-plain.ts';
import { FEATURES, type Feature } from '../pipeline/feature.ts';
import { parseBanner } from '../references/banner.ts';
import type { Provenance } from '../references/provenance.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { Finding } from './finding.ts';
import { VERSIONS_FILE } from './layout.ts';
import type { Recording } from './recording.ts';
import { FIELDS, readVersionsFile, versionsText } from './versions-file.ts';

/** What every entry may say. */
const KEYS: readonly string[] = [...FIELDS, 'lacks'];

/** Sources of programs that are other bytes wherever they are built. */
const BUILT = /^(?:source|upstream) |^dropped in$/;

/**
 * Holds versions.json against the recorded releases, of which it says what they were recorded with, and against the
 * programs that are installed: what is written of one of them is what that program says.
 *
 * @param recorded releases that have baselines, in version order
 * @param told releases that any SHA256SUMS tells of
 * @param installed what would be written of the installed builds, by release
 */
export function auditVersions(
  root: string,
  recorded: readonly string[],
  told: ReadonlySet<string>,
  installed: Readonly<Record<string, Provenance>>,
): Finding[] {
  const text = textOf(root);
  // What lies in its place is told with the tree.
  if (text === false) return [];
  const entries = readVersionsFile(root);
  const finding = (what: string, releases: readonly string[]): Finding => {
    // Whatever was written once is in the history of the file.
    const restore = { root, files: [VERSIONS_FILE] };
    const mend: Recording = { kind: 'record', suite: undefined, releases, restore };
    return { where: VERSIONS_FILE, what, mend };
  };
  if (text === undefined) return recorded.length > 0 ? [finding('is not there', recorded)] : [];
  const silent = recorded.filter((version) => !(version in entries));
  const wrong = Object.entries(entries).flatMap(([version, entry]) => {
    const isStranger = !recorded.includes(version) && !told.has(version);
    if (isStranger) return [{ what: `tells of ${version}, which has no baselines`, releases: [] }];
    const what = problemOf(version, entry) ?? problemBeside(version, entry, installed[version]);
    return what === undefined ? [] : [{ what, releases: [version] }];
  });
  const found = [
    ...(silent.length > 0
      ? [finding(`does not say what ${versionRanges(silent, recorded)} was recorded with`, silent)]
      : []),
    ...[...groupBy(wrong, ({ what }) => what)].map(([what, alike]) =>
      finding(
        what,
        alike.flatMap(({ releases }) => releases),
      ),
    ),
  ];
  if (found.length > 0 || text === versionsText(entries)) return found;
  return [finding('is not as a recording writes it', [])];
}

/** undefined: it is not there; false: something else is. */
function textOf(root: string): string | undefined | false {
  try {
    return readPlain(join(root, VERSIONS_FILE));
  } catch {
    return false;
  }
}

/** How an entry is none that a recording writes, whatever is installed. */
function problemOf(version: string, entry: Provenance): string | undefined {
  const stranger = Object.keys(entry).find((key) => !KEYS.includes(key));
  if (stranger !== undefined) return `knows a "${stranger}" of ${version}, which no recording writes`;
  const { banner, sha256, source, arch, lacks } = entry;
  if (parseBanner(banner)?.version !== version)
    return `has a banner for ${version} that does not name it: "${banner}"`;
  if (!/^[0-9a-f]{64}$/.test(sha256)) return `has a sha256 for ${version} that is none: "${sha256}"`;
  const empty = Object.entries({ source, arch }).find(([, text]) => text.trim() === '');
  if (empty) return `has an empty "${empty[0]}" for ${version}`;
  const known: readonly Feature[] = FEATURES.filter((feature) => lacks?.includes(feature));
  return lacks !== undefined && (lacks.length === 0 || `${lacks}` !== `${known}`)
    ? `has a list of what the build of ${version} lacks that no recording writes: ${lacks.join(', ')}`
    : undefined;
}

/** How an entry is not what is installed, where that is what the release was recorded with. */
function problemBeside(version: string, entry: Provenance, own: Provenance | undefined): string | undefined {
  if (!own) return undefined;
  const { banner, arch, source, sha256 } = entry;
  const says = (field: keyof Provenance) =>
    `is wrong about the ${field} of the build of ${version}, which is installed: ${own[field]}`;
  if (sha256 !== own.sha256) {
    // One package has one program.
    const isSame = banner === own.banner && arch === own.arch && source === own.source && !BUILT.test(source);
    return isSame ? says('sha256') : undefined;
  }
  if (banner !== own.banner) return says('banner');
  if (arch !== own.arch) return says('arch');
  if (!areOneSource(source, own.source)) return says('source');
  const lacks = own.lacks ?? [];
  return `${entry.lacks ?? []}` === `${lacks}`
    ? undefined
    : `is wrong about what the build of ${version} lacks, which is installed: ${lacks.join(', ') || 'nothing'}`;
}

/** Whether two sources of one program agree: a package may be in several suites, and be dropped in by hand. */
function areOneSource(one: string, other: string): boolean {
  const [mine, theirs] = [one, other].map((source) => source.split(' ').slice(1).join(' '));
  return [one, other].includes('dropped in') || (mine === theirs && mine !== '');
}
