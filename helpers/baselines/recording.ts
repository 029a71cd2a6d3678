import type { Row } from '../pipeline/row.ts';
import type { Safety } from '../pipeline/safety.ts';

/** Recording again what is missing or wrong. */
export interface Recording {
  readonly kind: 'record';
  /** undefined: all */
  readonly suite: string | undefined;
  /** these; none: whatever is recorded brings what is derived up to date */
  readonly releases: readonly string[] | 'all';
  /** of the images that are read: they are not recorded by a run that leaves them out */
  readonly safeties?: readonly Safety[];
  /** what lies where a file or a folder of baselines belongs, and goes before anything else */
  readonly inTheWay?: readonly InTheWay[];
  /** what a checkout may still have as it was */
  readonly restore?: Restorable;
}

export interface InTheWay {
  readonly path: string;
  readonly isFolder: boolean;
}

/** Files as they were committed. */
export interface Restorable {
  /** expected-outputs/, which may be part of another checkout */
  readonly root: string;
  /** relative to it; folders too */
  readonly files: readonly string[];
}

/** The safety of what a case reads, as a recording has it; a case that reads no image is recorded by every run. */
export function safetiesOf(row: Row | undefined): Pick<Recording, 'safeties'> {
  return row?.image === undefined ? {} : { safeties: [row.image.safety] };
}

/** Environment variables as they were given to this run. */
export type GivenSettings = Readonly<Record<string, string | undefined>>;

/** What there is to mend with. */
export interface Means {
  readonly given: GivenSettings;
  /** releases that can be recorded here, in version order */
  readonly installed: readonly string[];
  /** releases that have baselines, in version order */
  readonly recorded: readonly string[];
}

/**
 * What can be recorded here, with the releases that it takes, and what cannot. A release that has no baselines yet gets
 * none by the way: where any release does, it is one that is recorded already.
 */
export function recordableHere(
  recordings: readonly Recording[],
  { installed, recorded }: Means,
): { readonly possible: readonly Recording[]; readonly impossible: readonly Recording[] } {
  // Of the first recording ever, every release is one.
  const own = recorded.length === 0 ? installed : installed.filter((release) => recorded.includes(release));
  const every = own.length === installed.length ? 'all' : own;
  const isNamed = ({ releases }: Recording) =>
    releases === 'all'
      ? own.length > 0
      : releases.length > 0 && releases.every((release) => installed.includes(release));
  const named = recordings.filter(isNamed);
  // Any of those brings what is derived up to date.
  const any = named.length > 0 ? [] : own.slice(-1);
  const isPossible = (recording: Recording) =>
    isNamed(recording) || (recording.releases.length === 0 && (named.length > 0 || own.length > 0));
  return {
    possible: recordings.filter(isPossible).map((recording) => ({
      ...recording,
      releases:
        recording.releases === 'all' ? every : recording.releases.length === 0 ? any : recording.releases,
    })),
    impossible: recordings.filter((recording) => !isPossible(recording)),
  };
}
