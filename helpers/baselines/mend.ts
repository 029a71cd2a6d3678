import type { Safety } from '../pipeline/safety.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { shownPath } from '../text/shown-path.ts';
import { sortVersions } from '../versions/order.ts';

/** Recording again what is missing or wrong. */
export interface Recording {
  readonly kind: 'record';
  /** undefined: all */
  readonly suite: string | undefined;
  /** these; none: whatever is recorded brings what is derived up to date */
  readonly releases: readonly string[] | 'all';
  /** of the image that the case reads: it is not recorded by a run that leaves it out */
  readonly safety?: Safety | undefined;
  /** file that a checkout may still have as it was */
  readonly restore?: string;
}

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
  | { readonly kind: 'by hand'; readonly what: string };

/** Environment variables as they were given to this run. */
export type GivenSettings = Readonly<Record<string, string | undefined>>;

/** Settings that decide with what is recorded, and where; a command has its own releases and safeties. */
export const RECORDED_WITH = [
  'PARITY_STEP_TIMEOUT',
  'QEMU_IMG_BINARIES',
  'EXPECTED_OUTPUTS',
  'INSTAR_TESTDATA_PATH',
] as const;

/** The command for one of them, or what is to be done. */
export function describeMend(mend: Mend, given: GivenSettings): string {
  switch (mend.kind) {
    case 'record': {
      const record = recordCommand([mend], given);
      const { restore } = mend;
      return restore === undefined
        ? record
        : `${checkoutCommand([restore])}  (or, if it was meant: ${record})`;
    }
    case 'remove':
      return removeCommand([mend.path], mend.isFolder === true);
    case 'by hand':
      return mend.what;
  }
}

/** One command that does several recordings, with all settings that they need. */
export function recordCommand(recordings: readonly Recording[], given: GivenSettings): string {
  const suites = recordings.map(({ suite }) => suite);
  const settings = {
    PARITY_VERSIONS: versionsOf(recordings),
    PARITY_SAFETY: safetiesOf(recordings),
    ...Object.fromEntries(RECORDED_WITH.map((name) => [name, given[name]])),
  };
  return [
    ...Object.entries(settings).flatMap(([name, value]) => (value ? `${name}=${shellQuote(value)}` : [])),
    'npx vitest run -u',
    ...(suites.includes(undefined) ? [] : [...new Set(suites)].sort().map((suite) => `suites/${suite}`)),
  ].join(' ');
}

function versionsOf(recordings: readonly Recording[]): string | undefined {
  const releases = recordings.map((recording) => recording.releases);
  if (releases.includes('all')) return undefined;
  return sortVersions(new Set(releases.flat())).join() || undefined;
}

/** Cases without an image are recorded by every run; the default is `safe`. */
function safetiesOf(recordings: readonly Recording[]): string | undefined {
  const needed = [...new Set(recordings.flatMap(({ safety }) => safety ?? []))];
  return needed.every((safety) => safety === 'safe') ? undefined : needed.sort().join();
}

export function checkoutCommand(paths: readonly string[]): string {
  return ['git checkout', ...shown(paths)].join(' ');
}

export function removeCommand(paths: readonly string[], recursive: boolean): string {
  return [recursive ? 'rm -r' : 'rm', ...shown(paths)].join(' ');
}

function shown(paths: readonly string[]): string[] {
  return [...new Set(paths)].sort().map((path) => shellQuote(shownPath(path)));
}
