import { PARTS, triplesOf } from '../baselines/layout.ts';
import type { Recorded } from '../baselines/store.ts';
import { baselinesOf, type Cell } from '../cells/cell.ts';
import { isFailure, type Judgement, type Verdict } from '../cells/verdict.ts';
import type { Row } from '../pipeline/row.ts';

/** What became of the candidate in a cell. */
export type VerifyOutcome = { readonly mode: 'verify' } & Verdict;

/** What became of a cell: of its baselines while recording, of the candidate while verifying. */
export type CellOutcome =
  | VerifyOutcome
  | {
      readonly mode: 'record';
      readonly result: Recorded | 'skipped' | 'failed';
      /** why it was not recorded */
      readonly reason?: string;
    };

/** What a test tells the reporter about its cell. */
export interface CellReport {
  readonly suite: string;
  readonly target: string;
  /** the case's name, with its rendering where it has several */
  readonly case: string;
  readonly version: string;
  readonly outcome: CellOutcome;
  /** whether the time of the run was over before it ended: nothing is known of it */
  readonly isOutOfTime?: true;
  /** for a cell that failed: shell commands that play it by hand */
  readonly reproduce: readonly string[];
  /** for a cell that failed: folder where its files were kept */
  readonly keptFiles?: string;
  /** the release that built the fixture, where that is not the cell's own, and why */
  readonly builtBy?: string;
  /** step -> operation, of all whose output is compared: `overlay_info` -> `info` */
  readonly observes: Readonly<Record<string, string>>;
  /** whether what a guest reads is to be compared: an image is written, and this is no self-check */
  readonly comparesData: boolean;
  /** path of the first baseline's stdout, as seen from the project */
  readonly baseline: string;
  /** processes of the candidate that were started for this cell and not shared from another */
  readonly candidateRuns: number;
}

/** @param pathOf path of a baseline without its endings, as a person sees it */
export function reportOf(
  cell: Cell,
  outcome: CellOutcome,
  pathOf: (key: ReturnType<typeof triplesOf>[number]) => string,
): CellReport {
  const { row, version } = cell;
  const [baseline = ''] = triplesOf(row, baselinesOf(cell)).map((key) => pathOf(key) + PARTS.stdout);
  return {
    suite: row.suite,
    target: row.target,
    case: row.title,
    version,
    outcome,
    reproduce: [],
    comparesData: row.produces.length > 0,
    observes: Object.fromEntries(row.outputs.map(({ step }) => [step, operationOf(row, step)])),
    baseline,
    candidateRuns: 0,
  };
}

function operationOf({ steps }: Row, step: string): string {
  return steps.find(({ name }) => name === step)?.operation.op ?? step;
}

/** What a test tells of a cell that was verified. */
export type VerifiedCell = CellReport & { readonly outcome: VerifyOutcome };

export function isVerified(report: CellReport): report is VerifiedCell {
  return report.outcome.mode === 'verify';
}

/** What the readers have found in a cell; nothing where it was skipped. */
export function judgementsOf({ outcome }: VerifiedCell): readonly Judgement[] {
  return outcome.result === 'skipped' ? [] : outcome.judgements;
}

/** How a cell was judged, where that was not as usual. */
export function notesOf({ outcome }: VerifiedCell): readonly string[] {
  return outcome.result === 'skipped' ? [] : (outcome.notes ?? []);
}

/** What is wrong in a cell; nothing where it did not fail. */
export function failuresOf(cell: VerifiedCell): Judgement[] {
  return judgementsOf(cell).filter(({ result }) => isFailure(result));
}
