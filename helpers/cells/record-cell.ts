import { triplesOf } from '../baselines/layout.ts';
import { type Recorded, recordTriple } from '../baselines/store.ts';
import type { SumsOf } from '../baselines/sums.ts';
import { composeTriples, type Finished } from '../baselines/triple.ts';
import { placeImages } from '../images/place-images.ts';
import { limitsOf, play, type StepResult } from '../pipeline/play.ts';
import type { Row } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { makeWorkplace, removeWorkplace } from '../pipeline/workplace.ts';
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
  readonly sums: SumsOf;
  readonly scratch: string;
  /** milliseconds for each step */
  readonly timeLimit: number;
  readonly signal: AbortSignal;
  /** paths of the image fixture that the case reads, with what it is backed by */
  readonly images: readonly string[];
}

/** Plays one case with one reference and keeps what it did. */
export async function recordCell(row: Row, reference: Tool, recording: Recording): Promise<RecordedCell> {
  const place = makeWorkplace(recording.scratch, row.files);
  try {
    await placeImages(recording.images, place.work, true);
    const limits = limitsOf(row, recording.timeLimit, recording.signal);
    const played = await play(row.steps, reference, place, limits);
    if (!played.ok) return { kind: 'skipped', reason: played.unsupported };
    const unfinished = played.results.find((result) => !isFinished(result));
    if (unfinished) return { kind: 'failed', reason: failure(reference, unfinished) };
    return {
      kind: 'recorded',
      baselines: keep(row, reference, played.results.filter(isFinished), recording),
    };
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

function failure(reference: Tool, step: StepResult): string {
  return `qemu-img ${reference.release}: ${step.name} ${said(step)}; not recorded, what was recorded before stays`;
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
