import stringify from 'fast-json-stable-stringify';
import type { Operation } from '../pipeline/operation.ts';
import type { Step, Suite } from '../pipeline/row.ts';
import type { Generated } from './generated.ts';
import { rowOf } from './row-of.ts';
import type { Tables } from './tables.ts';

/**
 * A pipeline as a line of a case table: `resize, qcow2: { name: '1M-to-513', ... }`.
 *
 * @returns undefined where no table can say it
 */
export function tableEntry(
  pipeline: Generated,
  tables: Tables,
  suites: readonly Suite[],
): string | undefined {
  const { steps } = rowOf(pipeline, tables, 'pipeline');
  const wanted = withoutNames(steps);
  for (const { command, entryOf } of suites) {
    const found = entryOf?.(steps);
    // What the table would play is held against what was played.
    if (found === undefined || withoutNames(found.row.steps) !== wanted) continue;
    const list = found.list === undefined ? '' : `, ${found.list}`;
    return `${command}${list}: ${literal(found.entry)}`;
  }
  return undefined;
}

/** What steps do, whatever they and their files are called. */
function withoutNames(steps: readonly Step[]): string {
  const files = [
    ...new Set(steps.flatMap(({ operation }) => ('file' in operation ? operation.file : filesOf(operation)))),
  ];
  const text = stringify(steps.map(({ role, operation }) => ({ role, operation })));
  const longestFirst = files
    .map((file, index) => ({ file, index }))
    .sort((a, b) => b.file.length - a.file.length);
  return longestFirst.reduce((rest, { file, index }) => rest.replaceAll(file, `FILE ${index}`), text);
}

function filesOf(operation: Operation): string[] {
  return operation.op === 'dd' || operation.op === 'convert' ? [operation.input, operation.output] : [];
}

/** A value as it is written in a table. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{ ${pairs.map(([key, one]) => `${key}: ${literal(one)}`).join(', ')} }`;
  }
  if (typeof value !== 'string') return String(value);
  return `'${value.replaceAll(/[\\']/g, '\\$&')}'`;
}
