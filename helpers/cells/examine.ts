import type { Difference } from '../comparison/difference.ts';
import type { Operation } from '../pipeline/operation.ts';
import { type Played, play, type Stage, type StepResult } from '../pipeline/play.ts';
import type { Row } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import { describeEnding } from '../process/describe-ending.ts';

/** Formats that `qemu-img check` can check (others: exit code 63). */
const CHECKABLE = ['qcow2', 'vmdk', 'vhdx'];

const NOT_SUPPORTED = 63;

/**
 * Puts every image that a subject wrote to the reference's `check`. Exit codes (qemu-img(1)): 0 clean, 1 the check
 * itself failed, 2 corruptions, 3 leaks, 63 no check for this format.
 */
export async function checkImages(
  row: Row,
  place: Workplace,
  reference: Tool,
  stage: Stage,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const { file, format } of row.produces) {
    if (!CHECKABLE.includes(format)) continue;
    const result = await one(row, { op: 'check', format, file }, reference, place, stage);
    const { ending } = result;
    if (ending.kind === 'exited' && (ending.code === 0 || ending.code === NOT_SUPPORTED)) continue;
    found.push({ path: `check of ${file}`, expected: 'clean', actual: faults(result) });
  }
  return found;
}

/** Compares what a guest would read from the candidate's images and from the reference's twins of them. */
export async function compareContents(
  row: Row,
  place: Workplace,
  twin: Workplace,
  reference: Tool,
  stage: Stage,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const { file, format } of row.sameContent ?? []) {
    const operation: Operation = { op: 'compare', format, a: file, b: `${twin.work}/${file}` };
    const result = await one(row, operation, reference, place, stage);
    const { ending } = result;
    if (ending.kind === 'exited' && ending.code === 0) continue;
    found.push({ path: `guest content of ${file}`, expected: 'identical', actual: said(result) });
  }
  return found;
}

async function one(
  row: Row,
  operation: Operation,
  tool: Tool,
  place: Workplace,
  stage: Stage,
): Promise<StepResult> {
  const step = { name: operation.op, role: 'observe', operation } as const;
  const played: Played = await play(row, [step], tool, place, stage);
  const result = played.ok ? played.results[0] : undefined;
  if (!result) throw new Error(`the reference cannot ${operation.op}: ${JSON.stringify(played)}`);
  return result;
}

function faults(result: StepResult): string {
  const { ending, stdout } = result;
  if (ending.kind === 'exited' && (ending.code === 2 || ending.code === 3)) {
    const count = (key: string) => Number(new RegExp(`"${key}":\\s*(\\d+)`).exec(stdout)?.[1] ?? 0);
    return `${count('corruptions')} corruptions, ${count('leaks')} leaks`;
  }
  return said(result);
}

/** How a step ended, with the first line that it said. */
export function said({ ending, stdout, stderr }: StepResult): string {
  const line = (stderr.trim() || stdout.trim()).split('\n', 1)[0] ?? '';
  return `${describeEnding(ending)}${line ? `: ${line}` : ''}`;
}
