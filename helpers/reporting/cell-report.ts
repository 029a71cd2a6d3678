import type { Recorded } from '../baselines/store.ts';
import type { Judgement, Result } from '../cells/verdict.ts';

/** What a test tells the reporter about its cell. */
export interface CellReport {
  readonly suite: string;
  readonly target: string;
  /** the case's name, with its rendering where it has several */
  readonly case: string;
  readonly version: string;
  readonly outcome:
    | {
        readonly mode: 'verify';
        readonly result: Result;
        readonly judgements: readonly Judgement[];
        /** why it was skipped */
        readonly reason?: string;
      }
    | { readonly mode: 'record'; readonly result: Recorded | 'skipped'; readonly reason?: string };
  /** for a cell that failed: shell commands that play it by hand */
  readonly reproduce: readonly string[];
  /** paths of the baselines' stdout, as seen from the project */
  readonly baseline: string;
  /** processes of the candidate that were started for this cell and not shared from another */
  readonly candidateRuns: number;
}
