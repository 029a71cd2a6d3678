import type {} from 'vitest';
import type { Mend } from '../baselines/mend.ts';
import type { Plan } from '../plan/plan.ts';
import type { CellReport } from '../reporting/cell-report.ts';
import type { PlayedRun } from '../reporting/played-run.ts';

/** What travels through Vitest: the plan and the deadline to the workers, reports of cells back to the main process. */
declare module 'vitest' {
  interface ProvidedContext {
    parity: Plan;
    /** when the time of this run is over, milliseconds since the epoch; not there where it has no limit */
    parityDeadline?: number;
  }
  interface TaskMeta {
    parity?: CellReport;
    /** what mends the baselines that the test found wrong */
    parityMends?: readonly Mend[];
    /** why a test was skipped that is no cell */
    paritySkipped?: string;
    /** of a test that another shard plays */
    parityLeft?: true;
    /** of a cell of a shard: the place of its case in the suite's table */
    parityPlace?: number;
    /** of a test file in a blob: the run that it was part of */
    parityRun?: PlayedRun;
  }
}
