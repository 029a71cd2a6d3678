import { appendFileSync } from 'node:fs';
import { errorLine } from '../text/error-line.ts';
import { jobSummary } from './job-summary.ts';
import type { Report } from './report.ts';

/**
 * Adds a run to the summary of the job, where GitHub Actions runs it. Others write to that file too, so nothing in it is
 * replaced.
 *
 * @returns a note where it cannot be written; a run does not fail for that
 */
export function writeJobSummary(report: Report, env: NodeJS.ProcessEnv = process.env): string[] {
  const path = env.GITHUB_STEP_SUMMARY;
  if (env.GITHUB_ACTIONS !== 'true' || !path) return [];
  try {
    appendFileSync(path, jobSummary(report));
    return [];
  } catch (error) {
    return [`note: the job summary cannot be written: ${errorLine(error)}`];
  }
}
