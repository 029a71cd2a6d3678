import { isAbsolute, join } from 'node:path';
import { bytesOf } from '../files/entries.ts';
import { assignments } from '../text/assignments.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { shownPath } from '../text/shown-path.ts';
import { sortVersions } from '../versions/order.ts';
import { versionRanges } from '../versions/ranges.ts';
import {
  type GivenSettings,
  type InTheWay,
  type Means,
  type Recording,
  type Restorable,
  recordableHere,
} from './recording.ts';

/** What mends something that is wrong with the baselines. Data, so that one command can mend all of it. */
export type Mend =
  | Recording
  /** removing what belongs to nobody */
  | {
      readonly kind: 'remove';
      readonly path: string;
      readonly isFolder?: boolean;
      /** what is derived of this suite's baselines tells of it too */
      readonly suite?: string;
    }
  /** letting whoever runs this read what is theirs */
  | { readonly kind: 'open'; readonly path: string }
  | { readonly kind: 'by hand'; readonly what: string };

/** Settings that decide with what is recorded, and where; a command has its own releases and safeties. */
export const RECORDED_WITH = [
  'PARITY_STEP_TIMEOUT',
  'PARITY_FILE_LIMIT',
  'QEMU_IMG_BINARIES',
  'EXPECTED_OUTPUTS',
  'INSTAR_TESTDATA_PATH',
] as const;

/** How many releases a command lists one by one. */
const LISTED = 4;

/**
 * The command for one of them, or what is to be done; where git has what was recorded, a second line for whoever has
 * changed it on purpose.
 */
export function describeMend(mend: Mend, means: Means): string[] {
  switch (mend.kind) {
    case 'record': {
      const clear = removeCommands(mend.inTheWay ?? []);
      const record = [...clear, recordingWords(mend, means)].join(' && ');
      const { restore } = mend;
      if (restore === undefined) return [record];
      return [[...clear, checkoutCommand(restore)].join(' && '), `or, if it was meant: ${record}`];
    }
    case 'remove': {
      const { path, isFolder = false, suite } = mend;
      const derive: Mend[] = suite === undefined ? [] : [{ kind: 'record', suite, releases: [] }];
      const after = derive.flatMap((one) => describeMend(one, means));
      return [[...removeCommands([{ path, isFolder }]), ...after].join(' && ')];
    }
    case 'open':
      return [openCommand([mend.path])];
    case 'by hand':
      return [mend.what];
  }
}

function recordingWords(recording: Recording, means: Means): string {
  const { possible } = recordableHere([recording], means);
  if (possible.length > 0) return recordCommand(possible, means.given, means.installed);
  const needed = whatItTakes([recording], means);
  // Without its releases a command would record whatever is installed.
  return recording.releases.length > 0 && recording.releases !== 'all'
    ? `where ${needed} is installed: ${recordCommand([recording], means.given)}`
    : `record ${recording.suite === undefined ? 'all suites' : `suites/${recording.suite}`} where ${needed} is installed`;
}

/** The releases that recordings need, in words. */
export function whatItTakes(recordings: readonly Recording[], { recorded, installed }: Means): string {
  const named = recordings.flatMap(({ releases }) => (releases === 'all' ? [] : releases));
  if (named.length > 0) return `qemu-img ${versionRanges(named, [...recorded, ...installed])}`;
  return recorded.length === 0
    ? 'any qemu-img'
    : `one of qemu-img ${versionRanges(recorded, [...recorded, ...installed])}`;
}

/**
 * One command that does several recordings, with all settings that they need.
 *
 * @param installed where it is to be given, if that is known: many releases are then ranges among these
 */
export function recordCommand(
  recordings: readonly Recording[],
  given: GivenSettings,
  installed: readonly string[] = [],
): string {
  const suites = recordings.map(({ suite }) => suite);
  const settings = {
    PARITY_VERSIONS: versionsOf(recordings, installed),
    PARITY_SAFETY: safetiesOf(recordings),
    ...Object.fromEntries(RECORDED_WITH.map((name) => [name, given[name]])),
  };
  return [
    ...assignments(settings),
    'npx vitest run -u',
    ...(suites.includes(undefined) ? [] : [...new Set(suites)].sort().map((suite) => `suites/${suite}`)),
  ].join(' ');
}

function versionsOf(recordings: readonly Recording[], installed: readonly string[]): string | undefined {
  const releases = recordings.map((recording) => recording.releases);
  if (releases.includes('all')) return undefined;
  const versions = sortVersions(new Set(releases.flat()));
  // A range may mean more where something else is installed.
  const isKnown = versions.every((version) => installed.includes(version));
  if (versions.length > LISTED && isKnown) return versionRanges(versions, installed).replaceAll(', ', ',');
  return versions.join() || undefined;
}

/** The default is `safe`, which PARITY_SAFETY may only add to. */
function safetiesOf(recordings: readonly Recording[]): string | undefined {
  const needed = [...new Set(['safe', ...recordings.flatMap(({ safeties = [] }) => safeties)])];
  return needed.every((safety) => safety === 'safe') ? undefined : needed.sort().join();
}

export function checkoutCommand({ root, files }: Restorable): string {
  const here = shownPath(root);
  // git takes no path of another checkout than the one that it is called in.
  const [git, paths] = isAbsolute(here)
    ? [`git -C ${shellQuote(here)}`, files]
    : ['git', files.map((file) => join(here, file))];
  return [`${git} checkout`, ...sorted(paths)].join(' ');
}

/** What removes files and folders. */
export function removeCommands(things: readonly InTheWay[]): string[] {
  const [odd, plain] = [things.filter(({ path }) => isOdd(path)), things.filter(({ path }) => !isOdd(path))];
  const remove = (some: readonly InTheWay[]) => (some.some(({ isFolder }) => isFolder) ? 'rm -r' : 'rm');
  const shown = (some: readonly InTheWay[]) => some.map(({ path }) => shownPath(path));
  return [
    ...(plain.length > 0 ? [[remove(plain), ...sorted(shown(plain))].join(' ')] : []),
    // A command is one line, and a line is text.
    ...(odd.length > 0
      ? [
          `printf '${shown(odd)
            .map((path) => `${escaped(path)}\\0`)
            .sort()
            .join('')}' | xargs -0 ${remove(odd)}`,
        ]
      : []),
  ];
}

export function openCommand(paths: readonly string[]): string {
  return ['chmod u+rwX', ...sorted(paths.map((path) => shownPath(path)))].join(' ');
}

/** Whether a path has bytes in it that no line of text can have: of control characters, or of no character at all. */
function isOdd(path: string): boolean {
  const bytes = bytesOf(path);
  return bytes.some((byte) => byte < 0x20 || byte === 0x7f) || bytes.toString() !== path;
}

/** A path for printf. */
function escaped(path: string): string {
  return [...bytesOf(path)]
    .map((byte) =>
      /[\w./-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `\\${byte.toString(8).padStart(3, '0')}`,
    )
    .join('');
}

function sorted(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort().map((path) => shellQuote(path));
}
