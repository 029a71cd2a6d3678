import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeTogether } from '../files/atomic.ts';
import { ensureFolder } from '../files/ensure-folder.ts';
import { BADGE, PAGE, REPORT, SUMMARY } from '../plan/settings.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import { badgeOf } from './badge.ts';
import { describeReport } from './describe-report.ts';
import type { Report } from './report.ts';
import { summaryLine } from './summary-line.ts';

/**
 * Writes parity.json, and with it what is made of it for people, badges and scripts: all of one run, or none.
 *
 * @param page undefined where nothing is known yet that makes one; an older one goes then, which is of another run
 * @returns its path, and in a phrase the older one that it replaces, if there was one
 * @throws UsageError where it cannot be written
 */
export function writeReport(
  folder: string,
  report: Report,
  page: string | undefined,
): { path: string; replaced: string | undefined } {
  const path = join(folder, REPORT);
  try {
    const replaced = describeReport(path);
    ensureFolder(folder);
    writeTogether({
      [path]: asJson(report),
      [join(folder, BADGE)]: asJson(badgeOf(report)),
      [join(folder, SUMMARY)]: `${summaryLine(report)}\n`,
      ...(page === undefined ? {} : { [join(folder, PAGE)]: page }),
    });
    if (page === undefined) rmSync(join(folder, PAGE), { force: true });
    return { path, replaced };
  } catch (error) {
    throw new UsageError(`PARITY_REPORT: ${path} cannot be written: ${errorLine(error)}`);
  }
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
