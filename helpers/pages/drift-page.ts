import { join } from 'node:path';
import type { Collection } from '../baselines/collection.ts';
import { writeAtomically } from '../files/atomic.ts';
import { ensureFolder } from '../files/ensure-folder.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import { composeDrift } from './compose-drift.ts';
import { html } from './html.ts';
import { pageAssets } from './page-assets.ts';
import { DATA_ELEMENT, detailsElement } from './report-data.ts';

/** Name of the page of the references. */
export const DRIFT_PAGE = 'drift.html';

/** The page that says what changed between the recorded releases, whoever the candidate is. */
export async function driftPage(collections: readonly Collection[]): Promise<string> {
  const { data, details } = composeDrift(collections);
  return html({
    title: `qemu-img ${data.versions[0]} to ${data.versions.at(-1)}: what changed`,
    ...(await pageAssets('drift')),
    data: { [DATA_ELEMENT]: data },
    packed: new Map([...details].map(([command, value]) => [detailsElement(command), value])),
  });
}

/**
 * Writes the page of the references.
 *
 * @returns its path
 * @throws UsageError where it cannot be written
 */
export function writeDriftPage(folder: string, text: string): string {
  const path = join(folder, DRIFT_PAGE);
  try {
    ensureFolder(folder);
    writeAtomically(path, text);
    return path;
  } catch (error) {
    throw new UsageError(`PARITY_REPORT: ${path} cannot be written: ${errorLine(error)}`);
  }
}
