import { expect } from 'vitest';
import type { Verdict } from '../../cells/verdict.ts';
import { writeDifference } from '../../comparison/difference.ts';
import type { Row } from '../../pipeline/row.ts';
import { rowKey } from '../../pipeline/row.ts';
import { run } from '../../process/run.ts';
import { isTouched, plays } from './cells.ts';
import type { Fault } from './fault.ts';
import { writeLauncher } from './launcher.ts';
import type { Conditions, ProvingGround } from './proving-ground.ts';
import { sampleOf, shuffled, traitsOf } from './sample.ts';

/** How many of the cells that a fault does not touch are played, which must stay as they are without it. */
const BYSTANDERS = 1;

/**
 * Judges a candidate with one fault and holds the verdicts of cells that play its command against what they must be: of a
 * sample of those that it touches, and of another one, which the fault's name decides.
 */
export async function tryFault(
  ground: ProvingGround,
  fault: Fault,
  choice: readonly Row[],
  conditions: Conditions = {},
): Promise<void> {
  const { touched, bystanders } = cellsToTry(ground, fault, choice);
  const rows = [...touched, ...bystanders];
  const program = writeLauncher(ground.folder, fault.name, ground.reference.program, fault);
  const { recorded } = fault;
  const edited = recorded === undefined ? undefined : await editor(ground, recorded, rows);
  const verdicts = await ground.judge(program, rows, { ...conditions, ...(edited && { edited }) });
  expect(touched.map(rowKey), 'cells that the fault is said to touch').not.toEqual([]);
  const expected = Object.fromEntries(
    rows.map((row) => [rowKey(row), touched.includes(row) ? fault.result : 'match']),
  );
  expect(results(verdicts), unexpected(verdicts, expected)).toEqual(expected);
  if (fault.says === undefined) return;
  for (const row of touched) expect(told(verdicts.get(rowKey(row)))).toMatch(fault.says);
}

/** The cells of a choice in which a fault is tried: some that it touches, and some that it must leave as they are. */
export function cellsToTry(
  ground: ProvingGround,
  fault: Fault,
  choice: readonly Row[],
): { touched: readonly Row[]; bystanders: readonly Row[] } {
  // That the others have nothing to do with the command: other-commands.test.ts.
  const playing = choice.filter((row) => plays(row, fault.on));
  const isMeant = (row: Row) => isTouched(row, recordedText(ground, row), fault.touches);
  const meant = shuffled(playing.filter(isMeant), fault.name);
  const touched = sampleOf(meant, (row) => traitsOf(row, ground.recorded(row)));
  const others = playing.filter((row) => !isMeant(row));
  return { touched, bystanders: shuffled(others, fault.name).slice(0, BYSTANDERS) };
}

/** What every cell came to. */
export function results(verdicts: ReadonlyMap<string, Verdict>): Record<string, string> {
  return Object.fromEntries([...verdicts].map(([key, { result }]) => [key, result]));
}

/** What is said of the cells that came to something else. */
function unexpected(verdicts: ReadonlyMap<string, Verdict>, expected: Record<string, string>): string {
  const wrong = [...verdicts].filter(([key, { result }]) => result !== expected[key]);
  return wrong.map(([key, verdict]) => `${key}: ${told(verdict)}`).join('\n');
}

/** What a verdict says: its judgements as JSON, with their differences in words, then its notes, a line each. */
export function told(verdict: Verdict | undefined): string {
  if (!verdict || !('judgements' in verdict)) return JSON.stringify(verdict);
  const written = verdict.judgements.map((judgement) =>
    'differences' in judgement
      ? { ...judgement, differences: judgement.differences?.map(writeDifference) }
      : judgement,
  );
  return [JSON.stringify(written), ...(verdict.notes ?? [])].join('\n');
}

function recordedText(ground: ProvingGround, row: Row): string {
  return [...ground.recorded(row).outputs.values()].join('\n');
}

/** Edits the recorded outputs of some rows with the sed script that the fault's launcher uses on its own. */
async function editor(
  ground: ProvingGround,
  script: string,
  rows: readonly Row[],
): Promise<NonNullable<Conditions['edited']>> {
  const texts = new Set(rows.flatMap((row) => [...ground.recorded(row).outputs.values()]));
  const edited = new Map<string, string>();
  for (const text of texts) {
    const args = ['-c', 'printf %s "$1" | sed -z "$2"', 'sh', text, script];
    const { stdout } = await run({ program: '/bin/sh', args, cwd: ground.folder, timeLimit: 10_000 });
    edited.set(text, stdout);
  }
  return ({ outputs, ...others }) => ({
    ...others,
    outputs: new Map([...outputs].map(([type, text]) => [type, edited.get(text) ?? text])),
  });
}
