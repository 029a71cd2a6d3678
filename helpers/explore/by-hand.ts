import { playedRow } from '../pipeline/played-row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { checkLines, shellLine } from '../reporting/reproduce.ts';
import type { Generated } from './generated.ts';
import { rowOf } from './row-of.ts';
import type { Tables } from './tables.ts';

/** The commands that play a pipeline by hand in an empty folder: what both observe is for them to compare. */
export function byHand(pipeline: Generated, tables: Tables, reference: Tool, candidate: Tool): string[] {
  const row = playedRow(rowOf(pipeline, tables, 'pipeline'), candidate.dialect);
  const lines = row.steps.flatMap(({ role, operation }) => {
    const tools =
      role === 'fixture' ? [reference] : role === 'subject' ? [candidate] : [candidate, reference];
    return tools.flatMap((tool) => shellLine(operation, tool));
  });
  return ['cd "$(mktemp -d)"', ...lines, ...checkLines(row, reference)];
}
