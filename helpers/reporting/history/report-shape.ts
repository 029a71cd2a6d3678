import { RESULTS, type Result } from '../../cells/verdict.ts';
import { READERS, type Reader } from '../../pipeline/reader.ts';

/** An object of which nothing is known. */
export interface Unknown {
  readonly [key: string]: unknown;
}

export function isObject(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What of a report is not as it was written; undefined where all is that is compared or told of it. What is not found here
 * is found when a run has ended, and costs the whole of it.
 */
export function problemOf(report: Unknown): string | undefined {
  const { started, harness, candidate, settings, cases, failures, known } = report;
  if (Number.isNaN(Date.parse(String(started)))) return '"started" is no time';
  if (!isTextOrNull(harness)) return '"harness" is no commit';
  if (!isCandidate(candidate)) return '"candidate" says of nobody';
  if (!isObject(settings) || !Object.values(settings).every(isTextOrNull))
    return '"settings" is no object of texts';
  const problem = problemOfRun(report);
  if (problem !== undefined) return problem;
  if (!Array.isArray(cases) || !cases.every(isCase)) return '"cases" is no list of cases with their results';
  for (const [name, list] of Object.entries({ failures, known })) {
    if (!Array.isArray(list) || !list.every(isFinding)) return `"${name}" is no list of what readers found`;
  }
  return undefined;
}

/** Of what a run was to be, and whether it came to its end. */
function problemOfRun({
  asked = null,
  shard,
  truncated,
  verdict,
  time_limit: limit,
}: Unknown): string | undefined {
  if (asked !== null && !isAsked(asked)) return '"asked" does not say which suites';
  if (!isTextOrNull(shard)) return '"shard" is no share of a run';
  if (typeof truncated !== 'boolean') return '"truncated" is not true or false';
  if (!isObject(verdict) || typeof verdict.cancelled !== 'boolean')
    return '"verdict" does not say how it ended';
  if (limit !== null && !isTimeLimit(limit)) return '"time_limit" is no time';
  return undefined;
}

function isCandidate(value: unknown): boolean {
  if (!isObject(value) || typeof value.dialect !== 'string') return false;
  const { path, version, self_check: selfCheck } = value;
  return isTextOrNull(path) && isTextOrNull(version) && typeof selfCheck === 'boolean';
}

function isAsked(value: unknown): boolean {
  return isObject(value) && areTexts(value.suites) && isTextOrNull(value.filter);
}

function isTimeLimit(value: unknown): boolean {
  return isObject(value) && typeof value.minutes === 'number' && typeof value.reached === 'boolean';
}

function isCase(value: unknown): boolean {
  return isObject(value) && isNamed(value) && Array.isArray(value.results) && value.results.every(isResult);
}

function isResult(value: unknown): boolean {
  if (!isObject(value) || !RESULTS.includes(value.result as Result)) return false;
  const { releases, reason, readers = [] } = value;
  return areTexts(releases) && isTextOrNothing(reason) && Array.isArray(readers) && readers.every(isReader);
}

function isFinding(value: unknown): boolean {
  if (!isObject(value) || !isNamed(value) || !isReader(value.reader)) return false;
  const { version, reason, result, differences, reproduce = [] } = value;
  const areDifferences = Array.isArray(differences) && differences.every(isDifference);
  const areWords = typeof version === 'string' && [reason, result].every(isTextOrNothing);
  return areWords && areDifferences && areTexts(reproduce);
}

function isDifference(value: unknown): boolean {
  return (
    isObject(value) && typeof value.path === 'string' && ['number', 'undefined'].includes(typeof value.more)
  );
}

function isNamed({ suite, target, case: name }: Unknown): boolean {
  return [suite, target, name].every((part) => typeof part === 'string');
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isTextOrNothing(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isReader(value: unknown): boolean {
  return READERS.includes(value as Reader);
}
