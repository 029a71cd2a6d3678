import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../run-vitest.ts';
import { readWorkflow, type Workflow } from './workflow.ts';

/** A workflow of docs/ci/ as it is written there. */
export function textOf(name: 'instar' | 'parity'): string {
  return readFileSync(join(REPOSITORY, 'docs/ci', `${name}.yml`), 'utf8');
}

/** A workflow of docs/ci/. */
export function workflowOf(name: 'instar' | 'parity'): Workflow {
  return readWorkflow(textOf(name));
}
