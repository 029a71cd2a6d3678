import { columns } from '../text/columns.ts';
import type { Summaries } from './parts-table.ts';

const MB = 1e6;

/** Lines with a row for each part. */
export function resultsTable(summaries: Summaries): string[] {
  const header = ['part', 'wall s', 'min-max', 'CPU s', 'cells', 'ms CPU a cell', 'RSS MB', 'PSS MB'];
  const rows = [...summaries].map(([part, summary]) => {
    const { wall, fastest, slowest, cpu, cells, rss, pss } = summary;
    return [
      part,
      wall.toFixed(1),
      `${fastest.toFixed(1)}-${slowest.toFixed(1)}`,
      cpu.toFixed(1),
      cells === undefined ? '' : String(cells),
      cells === undefined ? '' : ((1000 * cpu) / cells).toFixed(2),
      (rss / MB).toFixed(0),
      (pss / MB).toFixed(0),
    ];
  });
  return columns([header, ...rows], `l${'r'.repeat(header.length - 1)}`);
}
