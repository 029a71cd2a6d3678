import type { Difference } from '../comparison/difference.ts';
import { wants } from '../pipeline/reader.ts';
import { errorLine } from '../text/error-line.ts';
import { type Found, together } from './judge.ts';
import type { Product } from './product.ts';
import type { ReadBack, Readings } from './read-back.ts';
import { secondPlay } from './second-play.ts';
import type { SharedWork } from './shared-work.ts';
import type { Trial } from './trial.ts';

/** What playing a row again on images with data tells of a cell. */
export interface Again {
  readonly compared: Found | undefined;
  /** what is wrong with the images themselves */
  readonly check: readonly Difference[];
  /** what a reference has read, where none has baselines to read by */
  readonly reference: ReadBack | undefined;
  readonly product: Product | undefined;
  readonly notes: readonly string[];
}

export const NOT_AGAIN: Again = {
  compared: undefined,
  check: [],
  reference: undefined,
  product: undefined,
  notes: [],
};

/** Plays the row on images with data, and lets the counterpart read there where no other reference could. */
export async function playAgain(
  { cell: { row }, candidate, product: first }: Trial,
  { reference, lacking }: Readings,
  carriedOut: boolean,
  work: SharedWork,
): Promise<Again> {
  const { environment, twin } = work;
  const { readers, selfCheck } = environment;
  // In a self-check the candidate is what data is judged by.
  if (row.produces.length === 0 || selfCheck) return NOT_AGAIN;
  if (!twin) return { ...NOT_AGAIN, notes: ['guest data is not judged: no qemu-img is installed'] };
  const isUnread = carriedOut && wants(readers, 'reference') && !reference;
  const observing = isUnread || row.roundTrip === true;
  const again = await secondPlay({ row, candidate, first, twin, observing }, work).catch(broken);
  if ('broken' in again) return { ...NOT_AGAIN, compared: { kind: 'unusable', reason: again.broken } };
  if ('impossible' in again) {
    return { ...NOT_AGAIN, notes: [`guest data is not judged: ${again.impossible}`] };
  }
  const { found, check, observed, product } = again;
  const { release } = twin.counterpart;
  const readsInstead = isUnread && observed !== undefined;
  return {
    compared: row.roundTrip && observed ? together(found, observed) : found,
    check,
    reference: readsInstead ? { found: observed, release } : undefined,
    product,
    notes: readsInstead
      ? [`read back by qemu-img ${release} beside what it makes itself: ${lacking.join('; ')}`]
      : [],
  };
}

/** A reference that was killed, or ran out of time: nothing is known, which must not look like a match. */
function broken(error: unknown): { readonly broken: string } {
  return { broken: errorLine(error) };
}
