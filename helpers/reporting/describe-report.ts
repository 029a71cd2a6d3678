import { readIfThere } from '../files/read.ts';
import { localMinute } from '../text/local-minute.ts';

/**
 * Says in a phrase of when and of whom a parity.json is, in the local time: `that of 2026-11-21 13:33, self-check`.
 * Whatever else lies there is told as such: it is about to be replaced.
 *
 * @returns undefined where there is no file
 */
export function describeReport(path: string): string | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const report = parse(text);
  const when = localMinute(new Date(String(report?.started)));
  const who = report && nameOf(report.candidate);
  return when && who ? `that of ${when}, ${who}` : 'one of another form';
}

interface Unknown {
  readonly [key: string]: unknown;
}

function parse(text: string): Unknown | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Unknown | undefined {
  return typeof value === 'object' && value !== null ? (value as Unknown) : undefined;
}

function nameOf(candidate: unknown): string | undefined {
  const { self_check: selfCheck, dialect, path } = objectOf(candidate) ?? {};
  if (selfCheck === true) return 'self-check';
  return typeof dialect === 'string' && typeof path === 'string' ? `${dialect} at ${path}` : undefined;
}
