import { type Conduct, misconduct } from './judge.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A product cannot be looked at any more, since a reading of the candidate's has changed it. */
export class Spoilt extends Error {
  readonly verdict: Verdict;

  constructor(reading: Conduct) {
    const found = misconduct('reading', reading);
    const reason = found?.reason ?? 'reading has changed what was to be read';
    super(reason);
    const differences = found?.differences;
    this.verdict = verdictOf([
      { reader: 'candidate', result: 'error', reason, ...(differences ? { differences } : {}) },
    ]);
  }
}
