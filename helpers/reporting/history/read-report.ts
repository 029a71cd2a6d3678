import { readFileSync, statSync } from 'node:fs';
import { errorLine } from '../../text/error-line.ts';
import { UsageError } from '../../text/usage-error.ts';
import type { Report } from '../report.ts';
import { isObject, problemOf } from './report-shape.ts';

/**
 * Reads a parity.json.
 *
 * @param name what the line about it begins with: who named the file
 * @throws UsageError with one line where there is none, or none that says how its cells ended
 */
export function readReport(path: string, name: string): Report {
  const wrong = (what: string) => new UsageError(`${name}: ${path} ${what}`);
  const report = parsed(textOf(path, wrong), wrong);
  if (!isObject(report) || !isObject(report.candidate) || typeof report.started !== 'string') {
    throw wrong('is no parity.json: it does not say when a run was started, and of whom');
  }
  if (report.cases === undefined) {
    throw wrong('is of an older harness, which did not write how each cell ended; run again with this one');
  }
  const problem = problemOf(report);
  if (problem !== undefined) throw wrong(`is no parity.json that can be compared: ${problem}`);
  // Older ones do not say what they were asked for.
  return { asked: null, ...report } as unknown as Report;
}

type Wrong = (what: string) => UsageError;

function textOf(path: string, wrong: Wrong): string {
  try {
    // A pipe would be read for ever.
    if (!statSync(path).isFile()) throw wrong('is not a file; name a parity.json');
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw wrong(isMissing ? 'does not exist; name a parity.json' : `cannot be read: ${errorLine(error)}`);
  }
}

function parsed(text: string, wrong: Wrong): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(`is not JSON: ${errorLine(error)}`);
  }
}
