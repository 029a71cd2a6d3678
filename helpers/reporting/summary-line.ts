import { RESULTS } from '../cells/verdict.ts';
import type { Report } from './report.ts';

/**
 * A run on one line for scripts: `verdict=passed judged=7821 match=7821 ... candidate=self-check`. Words of a name and a
 * value, always these and in this order, with nothing in them that a shell would take for anything. What a run was held
 * against nothing for is `none`.
 */
export function summaryLine({ verdict, judged, cells, change, candidate }: Report): string {
  const ending = verdict.cancelled ? 'cancelled' : verdict.passed ? 'passed' : 'failed';
  const since = (kind: 'improved' | 'regressed') => change?.counts[kind] ?? 'none';
  const name = [candidate.dialect, ...(candidate.version === null ? [] : [candidate.version])].join('-');
  const words: readonly (readonly [string, string | number])[] = [
    ['verdict', ending],
    ['judged', judged],
    ...RESULTS.map((result) => [result, cells[result]] as const),
    ['improved', since('improved')],
    ['regressed', since('regressed')],
    ['candidate', candidate.self_check ? 'self-check' : name.replace(/[^\w.+-]/g, '_')],
  ];
  return words.map(([key, value]) => `${key}=${value}`).join(' ');
}
