import { columns } from '../text/columns.ts';
import type { PartName } from './part-names.ts';
import type { Sample } from './summary.ts';

/** Lines that tell who has used the CPU of each run: seconds, and of a cell milliseconds. */
export function partsTable(splits: ReadonlyMap<PartName, Pick<Sample, 'cpu' | 'parts' | 'cells'>>): string[] {
  const runs = [...splits];
  const names = [...new Set(runs.flatMap(([, { parts }]) => [...parts.keys()]))];
  const header = ['CPU by part', 'all', ...names];
  const seconds = runs.map(([part, { cpu, parts }]) => [
    `${part}, s`,
    ...[cpu, ...names.map((name) => parts.get(name))].map((time) => time?.toFixed(1) ?? ''),
  ]);
  const ofCells = runs.flatMap(([part, { cpu, parts, cells }]) => {
    if (cells === undefined) return [];
    const times = [cpu, ...names.map((name) => parts.get(name))];
    const each = times.map((time) => (time === undefined ? '' : ((1000 * time) / cells).toFixed(2)));
    return [[`${part}, ms a cell`, ...each]];
  });
  return columns([header, ...seconds, ...ofCells], `l${'r'.repeat(names.length + 1)}`);
}
