import { type Minimum, meets, writeMinimum } from '../plan/minimum.ts';
import { shellQuote } from '../text/shell-quote.ts';

/** What a verification was asked to play, before anything was played. */
export interface Asked {
  /** suites whose test files are part of the run */
  readonly suites: readonly string[];
  /** whether anything is recorded at all, of any suite and release */
  readonly hasBaselines: boolean;
  /** suites that were asked for and have no baselines at the releases of this run: none of their cells is there */
  readonly unrecorded: readonly string[];
  /** cases of the suites that are left by the safeties of this run */
  readonly cases: number;
  /** cells of these cases: none where a suite has no baselines */
  readonly cells: number;
  /** of these, the cells whose tests the name filter leaves; all where there is none */
  readonly expected: number;
  /** the name filter, as it was written */
  readonly filter: string | undefined;
  /** PARITY_SAFETY, defaults included */
  readonly safety: string;
  /** of a shard: the cells that all shards together are to play */
  readonly ofAllShards?: number;
}

/** What became of it. */
export interface Played {
  readonly ran: number;
  /** cells in which at least one reader compared something */
  readonly judged: number;
  /** why cells were skipped, with how many */
  readonly skips: Readonly<Record<string, number>>;
  readonly truncated: boolean;
  /** of merged shards: why some of it is not there, if so */
  readonly missing?: string | undefined;
  /** what is to be said of cells that the time of the run did not suffice for; nothing where it did */
  readonly outOfTime: readonly string[];
}

/** A run may fail for other things than differences: reasons here, one line each; none where it may be green. */
export function reasonsToFail(asked: Asked, played: Played, minimum: Minimum | undefined): readonly string[] {
  const { ran, judged, truncated } = played;
  const { expected, ofAllShards } = asked;
  const why = played.missing === undefined ? '' : `; ${played.missing}`;
  const lost = [
    ...(truncated ? [`TRUNCATED: ${ran} of ${expected} cells ran${why}`] : []),
    ...played.outOfTime,
  ];
  // `suites/tree.test.ts` alone: no cell was asked for, unless by a demand.
  if (asked.suites.length === 0 && minimum === undefined) return lost;
  // What one shard judges says nothing of the others: a number of cells is asked of all together, a share of each.
  if (ofAllShards !== undefined && ofAllShards > 0) {
    const share = minimum?.unit === 'percent' && expected > 0 ? minimum : undefined;
    return [...lost, ...(share ? belowMinimum(share, judged, expected) : [])];
  }
  if (judged === 0) return [...lost, `nothing was judged: ${whyNothing(asked, played)}`];
  // Its audit says so too, but that is left out by a name filter.
  const missing = asked.unrecorded.map(
    (suite) => `nothing was judged of ${suite}: there are no baselines of it at the releases of this run`,
  );
  return [...lost, ...missing, ...(minimum ? belowMinimum(minimum, judged, expected) : [])];
}

function whyNothing(asked: Asked, { ran, skips }: Played): string {
  const { suites, hasBaselines, cases, cells, expected, filter, safety } = asked;
  if (suites.length === 0) return 'no suite is part of the run, and PARITY_MIN_JUDGED asks for cells';
  const of = suites.join(', ');
  if (!hasBaselines) return 'there are no baselines (npx vitest -u records them)';
  if (cases === 0) return `PARITY_SAFETY=${safety} leaves no case of ${of}`;
  if (cells === 0) return `there are no baselines of ${of} at the releases of this run`;
  if (expected === 0) return `-t ${shellQuote(filter ?? '')} names no cell of ${of}`;
  const skipped = Object.values(skips).reduce((sum, count) => sum + count, 0);
  const reasons = Object.entries(skips).map(([reason, count]) => `${count} × ${reason}`);
  const ended = [
    ...(skipped > 0 ? [`${skipped} skipped (${reasons.join('; ')})`] : []),
    ...(ran > skipped ? [`${ran - skipped} ended in an error`] : []),
  ];
  return `of ${expected} cells ${ended.join(', ') || 'none ran'}`;
}

function belowMinimum(minimum: Minimum, judged: number, expected: number): string[] {
  if (meets(minimum, judged, expected)) return [];
  const share = Math.floor((judged * 1000) / expected) / 10;
  const wanted = writeMinimum(minimum);
  return [`too few were judged: ${judged} of ${expected} cells (${share}%), PARITY_MIN_JUDGED=${wanted}`];
}
