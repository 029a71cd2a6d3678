import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Import, ownImport } from '../../files/own-import.ts';
import { UsageError } from '../../text/usage-error.ts';
import type { Reasons } from './reasons.ts';

/** Where a project has them: beside its suites, whose tables leave out what they tell of. */
export const REASONS_FILE = 'suites/coverage-reasons.ts';

/**
 * Loads the reasons by their place. A project without any keeps no account of what it covers.
 *
 * @param root of the project
 * @throws UsageError where the module has none: one line that names the file
 */
export async function findReasons(root: string, load: Import = ownImport): Promise<Reasons | undefined> {
  const file = join(root, REASONS_FILE);
  if (!existsSync(file)) return undefined;
  const { reasons } = (await load(file)) as { reasons?: Reasons };
  if (reasons === undefined) throw new UsageError(`${file}: exports no "reasons"`);
  return reasons;
}
