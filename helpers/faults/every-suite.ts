import type { Suite } from '../pipeline/row.ts';

/** The project's suites, for tests only: the harness itself never looks at a suite that it is not given. */
export const SUITES: readonly Suite[] = (
  await Promise.all([
    import('../../suites/create/create.ts'),
    import('../../suites/measure/measure.ts'),
    import('../../suites/resize/resize.ts'),
    import('../../suites/dd/dd.ts'),
    import('../../suites/commit/commit.ts'),
  ])
).map(({ suite }) => suite);
