import type {} from 'vitest';
import type { Mend } from '../baselines/mend.ts';
import type { Plan } from '../plan/plan.ts';
import type { CellReport } from '../reporting/cell-report.ts';

/** What travels through Vitest: the plan from the main process to the workers, reports of cells back to it. */
declare module 'vitest' {
  interface ProvidedContext {
    parity: Plan;
  }
  interface TaskMeta {
    parity?: CellReport;
    /** what mends the baselines that the test found wrong */
    parityMends?: readonly Mend[];
  }
}
