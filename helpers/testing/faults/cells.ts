import type { Row } from '../../pipeline/row.ts';
import { rowKey } from '../../pipeline/row.ts';
import { matchesPattern } from '../../text/pattern.ts';
import type { Cells, Fault } from './fault.ts';

/** Whether a fault touches a cell. */
export function isTouched(row: Row, recorded: string, cells: Cells): boolean {
  if (cells instanceof RegExp) return cells.test(recorded);
  return cells.reduce(
    (touched, pattern) => (matches(row, pattern.replace(/^!/, '')) ? !pattern.startsWith('!') : touched),
    false,
  );
}

/** Whether a row is meant by `suite/target/title`, in which `*` stands for any run of characters. */
export function matches(row: Row, pattern: string): boolean {
  return matchesPattern(pattern, rowKey(row));
}

/** Whether a candidate comes to play a command in a row: fixtures are the reference's. */
export function plays(row: Row, command: Fault['on']): boolean {
  return row.steps.some(({ role, operation }) => role !== 'fixture' && operation.op === command);
}
