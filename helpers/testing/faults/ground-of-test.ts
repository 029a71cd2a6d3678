import { afterAll } from 'vitest';
import type { Row } from '../../pipeline/row.ts';
import { SUITES } from './every-suite.ts';
import { newestRelease, ProvingGround } from './proving-ground.ts';
import { pick } from './rows.ts';

/** Why there is nothing to try faults on. */
export const WITHOUT_RELEASE = 'no qemu-img release is both installed and recorded (npm run provision)';

/**
 * What a test file of faults stands on: a proving ground that goes with the file, and the rows it asked for; the
 * ground is undefined where no release is installed, and the tests skip.
 */
export async function groundFor(
  names: readonly string[],
): Promise<{ ground: ProvingGround | undefined; rows: Row[] }> {
  const rows = pick(SUITES, names);
  return { ground: await groundOf(rows), rows };
}

/** The same for rows that are at hand. */
export async function groundOf(rows: readonly Row[]): Promise<ProvingGround | undefined> {
  const reference = newestRelease();
  const ground = reference && (await ProvingGround.open(reference, rows));
  afterAll(() => ground?.close());
  return ground;
}
