import { setTimeout as sleep } from 'node:timers/promises';
import { isFull, isOutOfSpace, saysOutOfSpace } from '../files/room.ts';
import { type StepResult, succeeded } from '../pipeline/play.ts';
import type { RoomPatience } from './room-patience.ts';

/** How often it is asked whether there is room again, milliseconds. */
const ASK_EVERY = 50;
/** How often work is begun again that finds no room. */
const ATTEMPTS = 6;

/** A file system is full, and what was to be done on it is not done. */
export class OutOfSpace extends Error {
  readonly code = 'ENOSPC';

  constructor(folder: string) {
    super(`no space left in ${folder} (PARITY_SCRATCH names another folder)`);
  }
}

/** An error as that of a full file system, which is where a folder lies; undefined where it is another. */
export function asOutOfSpace(error: unknown, folder: string): OutOfSpace | undefined {
  if (error instanceof OutOfSpace) return error;
  return isOutOfSpace(error) ? new OutOfSpace(folder) : undefined;
}

/** Where work is done that may find its file system full. */
export interface Room {
  readonly scratch: string;
  /** milliseconds that work may wait until there is room */
  readonly timeLimit: number;
  readonly signal?: AbortSignal | undefined;
  /** what is remembered of earlier waits; undefined where each is the first */
  readonly roomPatience?: RoomPatience | undefined;
}

/** Whether steps have failed for want of room: that tells of the machine, and not of who was to do them. */
export function lackedSpace(results: readonly StepResult[], scratch: string): boolean {
  return results.some(
    (result) =>
      !succeeded(result) &&
      (saysOutOfSpace(result.stderr) || saysOutOfSpace(result.stdout) || isFullNow(scratch)),
  );
}

/** Whether there is no room now; a folder that is not there is not full. */
export function isFullNow(scratch: string): boolean {
  try {
    return isFull(scratch);
  } catch {
    return false;
  }
}

/**
 * Does work that has to find room, and once more where it found none, as soon as there is some: somebody else may have
 * filled the file system, whose files go.
 *
 * @throws OutOfSpace where there is none for too long, or never enough
 */
export async function withRoom<T>(room: Room, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    const done = await unlessFull(work);
    if (done) {
      noteRoom(room);
      return done.value;
    }
    await untilRoom(room);
  }
  const last = await unlessFull(work);
  if (!last) throw new OutOfSpace(room.scratch);
  return last.value;
}

/** Remembers that there is room: that something small was written tells nothing of it. */
export function noteRoom({ roomPatience, scratch }: Pick<Room, 'roomPatience' | 'scratch'>): void {
  if (roomPatience?.isInVain && !isFullNow(scratch)) roomPatience.found();
}

/** Does work. @returns undefined where it ended in an error for want of room */
export async function unlessFull<T>(work: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await work() };
  } catch (error) {
    if (isOutOfSpace(error)) return undefined;
    throw error;
  }
}

/** Waits a moment, and until there is room again. @throws OutOfSpace where that takes too long */
export async function untilRoom({ scratch, timeLimit, signal, roomPatience }: Room): Promise<void> {
  const end = Date.now() + (roomPatience?.next(timeLimit) ?? timeLimit);
  do {
    if (signal?.aborted) throw new OutOfSpace(scratch);
    if (Date.now() > end) {
      roomPatience?.waitedInVain();
      throw new OutOfSpace(scratch);
    }
    await sleep(ASK_EVERY);
  } while (isFullNow(scratch));
  roomPatience?.found();
}
