import { columns } from '../text/columns.ts';
import type { Goal } from './goals.ts';

/** Lines that tell which goals were reached. */
export function goalsTable(goals: readonly Goal[]): string[] {
  const rows = goals.map(({ what, measured, limit, unit }) => [
    what,
    measured === undefined ? '' : `${rounded(measured)}${unit}`,
    `<= ${limit}${unit}`,
    measured === undefined ? 'not measured' : measured <= limit ? 'reached' : 'missed',
  ]);
  return columns([['goal', 'measured', 'wanted', ''], ...rows], 'lrr');
}

/** Three digits say what there is to know. */
function rounded(number: number): string {
  return Math.abs(number) >= 100 ? number.toFixed(0) : number.toPrecision(3);
}
