import type { Difference } from '../comparison/difference.ts';
import { type Space, spaceOf, spaceTaken } from '../files/room.ts';
import { removeWorkplace, type Workplace } from '../pipeline/workplace.ts';
import type { Environment } from './environment.ts';
import type { Conduct } from './judge.ts';
import { isFullNow, lackedSpace, noteRoom, OutOfSpace, unlessFull, untilRoom } from './out-of-space.ts';
import type { Watched } from './surroundings.ts';
import { isChange } from './touched-files.ts';

/** Part of a file system that the files of one case may take, where it is full, before they are why. */
const FAIR_PART = 1 / 4;
/** Part of a file system that is free where it is as good as full. */
const SCARCE_PART = 1 / 16;

/** Only where programs of other processes may have done something it takes more than two: they are never all still. */
const TURNS = ['beside', 'alone', 'alone', 'alone'] as const;

/** What a program is to do, in a way that lets it be done again. */
export interface Work<T> {
  /** the case that it is of */
  readonly who: string;
  readonly attempt: () => Promise<T>;
  /** what it did, and where; undefined where it did nothing */
  readonly conductOf: (outcome: T) => (Conduct & { readonly place: Workplace }) | undefined;
  /** forgets what an attempt has made, before the next; undefined where the next cannot start from where this one did */
  readonly discard: ((outcome: T) => void) | undefined;
}

/** What came of it, and what is to be held against whoever did it. */
export interface Taken<T> {
  readonly outcome: T;
  readonly trespass: readonly Difference[];
  readonly noRoom?: string;
}

type Site = Pick<Environment, 'surroundings' | 'turns' | 'scratch' | 'timeLimit' | 'signal' | 'roomPatience'>;

/**
 * Lets a program do its work beside others. What goes wrong there may be another's doing (files that are changed or lie
 * around, a file system that is full): then it is done once more alone, and what goes wrong again is its own.
 *
 * @throws OutOfSpace where there is no room for it, and it is not its own files that take it
 */
export async function takeTurn<T>(site: Site, work: Work<T>): Promise<Taken<T>> {
  for (const [at, turn] of TURNS.entries()) {
    const isLast = at === TURNS.length - 1;
    const watched = await site.turns[turn](() => watch(site, work));
    const taken = weigh(site.scratch, work, watched, isLast);
    if (taken === 'no room' || taken === 'in doubt') {
      if (watched.value) work.discard?.(watched.value.value);
      if (taken === 'no room' && !isLast) await untilRoom(site);
      continue;
    }
    noteRoom(site);
    return taken;
  }
  throw new OutOfSpace(site.scratch);
}

/** What has come of an attempt; undefined in the place of its outcome where it ended for want of room. */
type Attempt<T> = Watched<{ readonly value: T } | undefined>;

async function watch<T>({ surroundings }: Site, { who, attempt }: Work<T>): Promise<Attempt<T>> {
  const play = () => unlessFull(attempt);
  return surroundings?.watch(who, play) ?? { value: await play(), trespass: [], inCompany: false };
}

/** What is to be held against whoever did the work; or why this attempt tells nothing of that. */
function weigh<T>(
  scratch: string,
  { conductOf, discard }: Work<T>,
  { value, trespass, inCompany }: Attempt<T>,
  isLast: boolean,
): Taken<T> | 'no room' | 'in doubt' {
  if (!value) return 'no room';
  const outcome = value.value;
  const conduct = conductOf(outcome);
  if (!conduct) return { outcome, trespass };
  const isOdd = trespass.length > 0 || (discard !== undefined && conduct.touched.some(isChange));
  if (isOdd && inCompany && !isLast) return 'in doubt';
  if (trespass.length > 0 || !isShort(conduct, conduct.place, scratch)) return { outcome, trespass };
  const noRoom = blame(conduct.place, scratch);
  return noRoom === undefined ? 'no room' : { outcome, trespass, noRoom };
}

/** Also what has succeeded may be cut short: not everybody looks whether writing did. */
function isShort({ results }: Conduct, { top }: Workplace, scratch: string): boolean {
  if (lackedSpace(results, scratch) || isFullNow(scratch)) return true;
  // Others that met it may have given way already.
  const { all, free } = spaceOf(scratch);
  return free.bytes < all.bytes * SCARCE_PART && isGreedy(spaceTaken(top), scratch);
}

/**
 * Whether it is the files of a workplace that fill the file system: then they go, and it is said. Else it is whoever
 * fills the rest of it, who need not be of this run.
 */
function blame(place: Workplace, scratch: string): string | undefined {
  const taken = spaceTaken(place.top);
  if (!isGreedy(taken, scratch)) return undefined;
  removeWorkplace(place);
  const size = `${Math.ceil(taken.bytes / 1024 ** 2)} MiB`;
  return `no space left in ${scratch} (this case's files take ${size}, ${taken.files} files)`;
}

function isGreedy({ bytes, files }: Space, scratch: string): boolean {
  const { all } = spaceOf(scratch);
  return bytes > all.bytes * FAIR_PART || (all.files > 0 && files > all.files * FAIR_PART);
}
