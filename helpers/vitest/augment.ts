import type {} from 'vitest';
import type { Mend } from '../baselines/mend.ts';
import type { Plan } from '../plan/plan.ts';
import type { CellReport } from '../reporting/cell-report.ts';

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
  }
}
