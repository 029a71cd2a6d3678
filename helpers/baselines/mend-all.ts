import { versionRanges } from '../versions/ranges.ts';
import {
  checkoutCommand,
  type GivenSettings,
  type Mend,
  type Recording,
  recordCommand,
  removeCommand,
} from './mend.ts';

/** What there is to mend with. */
export interface Means {
  readonly given: GivenSettings;
  /** releases that can be recorded here, in version order */
  readonly installed: readonly string[];
  /** releases that have baselines */
  readonly recorded: readonly string[];
}

/**
 * The commands that mend all that a run has found, in the order in which they are to be run: at most one of each kind,
 * the last of them the recording. What only somebody else can mend is said behind them.
 */
export function mendLines(mends: readonly Mend[], means: Means): string[] {
  const removals = mends.flatMap((mend) => (mend.kind === 'remove' ? mend : []));
  const recordings = [
    ...mends.flatMap((mend) => (mend.kind === 'record' ? mend : [])),
    ...removals.flatMap(({ suite }): Recording[] =>
      suite === undefined ? [] : [{ kind: 'record', suite, releases: [] }],
    ),
  ];
  const { possible, impossible } = sortOut(recordings, means.installed);
  const restored = impossible.flatMap(({ restore }) => restore ?? []);
  const commands = [
    ...(restored.length > 0 ? [checkoutCommand(restored)] : []),
    ...(removals.length > 0
      ? [
          removeCommand(
            removals.map(({ path }) => path),
            removals.some(({ isFolder }) => isFolder === true),
          ),
        ]
      : []),
    ...(possible.length > 0 ? [recordCommand(withReleases(possible, means), means.given)] : []),
  ];
  return [
    ...(commands.length > 0 ? ['what is wrong with the baselines is mended by'] : []),
    ...commands.map((command) => `  ${command}`),
    ...elsewhere(impossible, means.installed),
    ...new Set(mends.flatMap((mend) => (mend.kind === 'by hand' ? mend.what : []))),
  ];
}

/** What can be recorded with the releases that are installed, and what cannot. */
function sortOut(recordings: readonly Recording[], installed: readonly string[]) {
  const isPossible = ({ releases }: Recording) =>
    installed.length > 0 && (releases === 'all' || releases.every((release) => installed.includes(release)));
  return {
    possible: recordings.filter(isPossible),
    impossible: recordings.filter((recording) => !isPossible(recording)),
  };
}

/** Where any release does, one that is recorded already: the others would be recorded anew. */
function withReleases(
  recordings: readonly Recording[],
  { installed, recorded }: Means,
): readonly Recording[] {
  if (recordings.some(({ releases }) => releases.length > 0)) return recordings;
  const known = installed.filter((release) => recorded.includes(release)).slice(-1);
  return recordings.map((recording) => ({ ...recording, releases: known }));
}

function elsewhere(impossible: readonly Recording[], installed: readonly string[]): string[] {
  if (impossible.length === 0) return [];
  if (installed.length === 0) return ['no qemu-img is installed to record with (npm run provision)'];
  const lost = impossible.filter(({ restore }) => restore === undefined);
  const releases = lost.flatMap((recording) => (recording.releases === 'all' ? [] : recording.releases));
  if (releases.length === 0) return [];
  return [`not installed here, so to be recorded elsewhere: qemu-img ${versionRanges(releases, releases)}`];
}
