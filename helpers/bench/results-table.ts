import { columns } from '../text/columns.ts';
import { ratioToFloor, type Summaries } from './goals.ts';
import type { PartName } from './part-names.ts';

const MB = 1e6;

/**
 * Lines with a row for each part.
 *
 * @param programs how many each part starts, where that was traced
 */
export function resultsTable(summaries: Summaries, programs: ReadonlyMap<PartName, number>): string[] {
  const header = [
    'part',
    'wall s',
    'min-max',
    'x floor',
    'CPU s',
    'x floor',
    'cells',
    'ms CPU each',
    'programs',
    'ms CPU each',
    'RSS MB',
    'PSS MB',
  ];
  const rows = [...summaries].map(([part, { wall, fastest, slowest, cpu, cells, rss, pss }]) => {
    const started = programs.get(part);
    return [
      part,
      wall.toFixed(1),
      `${fastest.toFixed(1)}-${slowest.toFixed(1)}`,
      ratioToFloor(summaries, part, 'wall')?.toFixed(2) ?? '',
      cpu.toFixed(1),
      ratioToFloor(summaries, part, 'cpu')?.toFixed(2) ?? '',
      cells?.toString() ?? '',
      milliseconds(cpu, cells),
      started?.toString() ?? '',
      milliseconds(cpu, started),
      (rss / MB).toFixed(0),
      (pss / MB).toFixed(0),
    ];
  });
  return columns([header, ...rows], `l${'r'.repeat(header.length - 1)}`);
}

/** Of each of so many. */
function milliseconds(seconds: number, count: number | undefined): string {
  return count === undefined ? '' : ((1000 * seconds) / count).toFixed(2);
}
