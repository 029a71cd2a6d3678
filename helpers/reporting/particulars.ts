import { SHORTER_LIMIT } from '../cells/patience.ts';

/** A reason without its words that name a path, a release or an amount: a candidate that hangs does so within any limit. */
export function withoutParticulars(reason: string): string {
  return reason.replace(` (${SHORTER_LIMIT})`, '').replace(/[^\s]*[\d/][^\s]*/g, '#');
}
