import { mkdirSync, mkdtempSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { removeTree } from '../files/remove-tree.ts';
import type { Suite } from '../pipeline/row.ts';
import { findSuites } from '../plan/find-suites.ts';
import { readSettings } from '../plan/settings.ts';
import type { Commands } from '../process/commands.ts';
import { lockFolder, REMOVE } from '../process/lock.ts';
import { discoverReferences } from '../references/discover.ts';
import type { Reference } from '../references/reference.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';

/** What all measurements work with. */
export interface Ground {
  /** folder of the project */
  readonly root: string;
  readonly commands: Commands;
  /** a folder of this bench alone, on the file system that runs use for scratch; it goes when this process ends */
  readonly folder: string;
  /** folder in which runs make their scratch directories */
  readonly scratch: string;
  /** how many programs the machine can run at once */
  readonly cores: number;
  /** folder of the references, as `QEMU_IMG_BINARIES` */
  readonly binaries: string;
  /** the installed references, oldest first; at least one */
  readonly references: readonly [Reference, ...Reference[]];
  readonly suites: readonly Suite[];
  /** a case that is played alone, as `-t` takes it: at all releases */
  readonly oneCase: { readonly suite: string; readonly filter: string };
}

const ROOT = resolve(import.meta.dirname, '../..');

/** The suite that the case is of which is played alone. */
const ONE_CASE_OF = 'commit';

/**
 * Finds out what there is to measure with, and makes the folder.
 *
 * @throws UsageError where there is no reference, or a setting cannot be used
 */
export async function prepareGround(commands: Commands): Promise<Ground> {
  const { binaries, scratch } = readSettings(ROOT);
  const folder = ownFolder(scratch);
  process.once('exit', () => removeTree(folder));
  // A bench that is killed removes nothing; who holds the lock does.
  await lockFolder(folder, { farewell: REMOVE });
  const [first, ...others] = (await discoverReferences(binaries, { scratch: folder })).references;
  if (first === undefined)
    throw new UsageError(`no qemu-img release is installed in ${binaries} (npm run provision)`);
  const suites = await findSuites(join(ROOT, 'suites'));
  const row = suites.find(({ command }) => command === ONE_CASE_OF)?.rows[0];
  if (row === undefined) throw new UsageError(`there is no case in suites/${ONE_CASE_OF}`);
  return {
    root: ROOT,
    commands,
    folder,
    scratch,
    cores: availableParallelism(),
    binaries,
    references: [first, ...others],
    suites,
    oneCase: { suite: row.suite, filter: `${row.suite} ${row.target} ${row.title} @` },
  };
}

function ownFolder(scratch: string): string {
  try {
    return mkdtempSync(join(scratch, 'instar-parity-bench-'));
  } catch (error) {
    throw new UsageError(`cannot make a folder in ${scratch}: ${errorLine(error)}`);
  }
}

/** Makes an empty folder in that of the bench. */
export function emptyFolder({ folder }: Pick<Ground, 'folder'>, name: string): string {
  mkdirSync(folder, { recursive: true });
  return mkdtempSync(join(folder, `${name}-`));
}
