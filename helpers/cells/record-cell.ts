import { triplesOf } from '../baselines/layout.ts';
import { type Recorded, recordTriple } from '../baselines/store.ts';
import type { RunSums } from '../baselines/sums.ts';
import { composeTriples, type Finished } from '../baselines/triple.ts';
import { placeImages } from '../images/place-images.ts';
import { limitsOf, play, type StepResult } from '../pipeline/play.ts';
import type { Row } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { makeWorkplace, removeWorkplace } from '../pipeline/workplace.ts';
import { asOutOfSpace, isFullNow, lackedSpace, OutOfSpace, withRoom } from './out-of-space.ts';
import type { RoomPatience } from './room-patience.ts';
import { said } from './said.ts';

export type RecordedCell =
  /** what became of each of its baselines */
  | { readonly kind: 'recorded'; readonly baselines: readonly Recorded[] }
  | { readonly kind: 'skipped'; readonly reason: string }
  /** a step came to no end of its own: nothing was written, what was recorded before stays */
  | { readonly kind: 'failed'; readonly reason: string };

/** Where a case is recorded, and within which limits. */
export interface Recording {
  readonly expectedOutputs: string;
  /** sums of what is recorded there */
  readonly sums: RunSums;
  readonly scratch: string;
  /** milliseconds for each step */
  readonly timeLimit: number;
  readonly signal: AbortSignal;
  /** how long is waited for room in scratch */
  readonly roomPatience?: RoomPatience | undefined;
  /** paths of the image fixture that the case reads, with what it is backed by */
  readonly images: readonly string[];
}

/** Plays one case with one reference and keeps what it did; nothing of what it did where there was no room to do it. */
export async function recordCell(row: Row, reference: Tool, recording: Recording): Promise<RecordedCell> {
  const played = await playForRecord(row, reference, recording);
  if ('kind' in played) return played;
  return { kind: 'recorded', baselines: keep(row, reference, played.results, recording) };
}

type PlayedForRecord =
  | { readonly results: readonly Finished[] }
  | Extract<RecordedCell, { kind: 'skipped' | 'failed' }>;

async function playForRecord(row: Row, reference: Tool, recording: Recording): Promise<PlayedForRecord> {
  try {
    return await withRoom(recording, () => playOnce(row, reference, recording));
  } catch (error) {
    const full = asOutOfSpace(error, recording.scratch);
    if (!full) throw error;
    return { kind: 'failed', reason: failure(reference, full.message) };
  }
}

/** @throws OutOfSpace where there is no room: a refusal that comes of that is no answer of the release's */
async function playOnce(row: Row, reference: Tool, recording: Recording): Promise<PlayedForRecord> {
  const { scratch } = recording;
  const place = makeWorkplace(scratch, row.files);
  try {
    await placeImages(recording.images, place.work, true);
    const limits = limitsOf(row, recording.timeLimit, recording.signal);
    const played = await play(row.steps, reference, place, limits);
    if (!played.ok) return { kind: 'skipped', reason: played.unsupported };
    if (lackedSpace(played.results, scratch) || isFullNow(scratch)) throw new OutOfSpace(scratch);
    const unfinished = played.results.find((result) => !isFinished(result));
    return unfinished
      ? { kind: 'failed', reason: failure(reference, `${unfinished.name} ${said(unfinished)}`) }
      : { results: played.results.filter(isFinished) };
  } finally {
    removeWorkplace(place);
  }
}

/** Whether a step tells of the release. Any other ending tells of this run: of the machine, or of who stopped it. */
function isFinished(result: StepResult): result is Finished {
  switch (result.ending.kind) {
    case 'exited':
      return true;
    case 'signalled':
    case 'timed out':
    case 'too much output':
    case 'left a process behind':
    case 'cancelled':
    case 'not started':
      return false;
  }
}

function failure(reference: Tool, why: string): string {
  return `qemu-img ${reference.release}: ${why}; not recorded, what was recorded before stays`;
}

function keep(
  row: Row,
  reference: Tool,
  results: readonly Finished[],
  { expectedOutputs, sums }: Recording,
): Recorded[] {
  const triples = composeTriples(row, reference.release, results);
  return triplesOf(row, reference.release).flatMap((key) => {
    const triple = triples.get(key.type.name);
    return triple ? recordTriple(expectedOutputs, key, row, triple, sums) : [];
  });
}
