import { join, resolve } from 'node:path';
import { recordedCollections } from '../baselines/releases-file.ts';
import { findSuites } from '../plan/find-suites.ts';
import { readSettings } from '../plan/settings.ts';
import { plural } from '../text/plural.ts';
import { shownPath } from '../text/shown-path.ts';
import { UsageError } from '../text/usage-error.ts';
import { DRIFT_PAGE, driftPage, writeDriftPage } from './drift-page.ts';

const ROOT = resolve(import.meta.dirname, '../..');

const HELP = `usage: npm run drift

Writes parity-report/${DRIFT_PAGE}: what changed between the recorded releases of qemu-img, command by command and field
by field. One file, which opens from the disk. No candidate and no qemu-img is needed.

  EXPECTED_OUTPUTS  other baselines than expected-outputs
  PARITY_REPORT     another folder for the page than parity-report`;

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 2 for a command line or settings that mean nothing */
async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    console.log(HELP);
    return 0;
  }
  try {
    if (argv.length > 0) throw new UsageError(`${argv[0]}: there are no arguments; --help tells more`);
    console.log(await write());
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function write(): Promise<string> {
  const { expectedOutputs, report } = readSettings(ROOT);
  const suites = await findSuites(join(ROOT, 'suites'));
  const collections = recordedCollections({ expectedOutputs, suites });
  if (collections.length === 0) {
    throw new UsageError(`${expectedOutputs}: there are no baselines (npx vitest -u records them)`);
  }
  const path = writeDriftPage(report, await driftPage(collections));
  const releases = new Set(collections.flatMap(({ versions }) => versions)).size;
  return `${shownPath(path, ROOT)}: ${plural(releases, 'release')}, ${plural(collections.length, 'output type')}`;
}
