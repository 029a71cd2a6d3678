import { accessSync, constants } from 'node:fs';
import { readSettings } from '../plan/settings.ts';
import { candidateProgram } from '../references/candidate-place.ts';
import { REPOSITORY } from './run-vitest.ts';

/**
 * A candidate that the provisioner has put beside the releases, by the name of its dialect.
 *
 * @returns its program, and why tests that need it are skipped where it is not there
 */
export function provisioned(name: string): {
  readonly program: string;
  readonly missing: string | undefined;
} {
  const program = candidateProgram(readSettings(REPOSITORY).binaries, name);
  try {
    accessSync(program, constants.X_OK);
    return { program, missing: undefined };
  } catch {
    return { program, missing: `no ${name} here (npm run provision -- --candidate ${name})` };
  }
}
