import { join } from 'node:path';
import { findSuites } from '../../plan/find-suites.ts';
import { ROOT } from './proving-ground.ts';

/** The project's suites, for tests only: the harness itself never looks at a suite that it is not given. */
export const SUITES = await findSuites(join(ROOT, 'suites'));
