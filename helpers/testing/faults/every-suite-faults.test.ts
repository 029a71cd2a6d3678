import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { foldersIn } from '../../files/read.ts';
import { isSafe, type Row, rowKey, type Suite } from '../../pipeline/row.ts';
import { SUITES } from './every-suite.ts';
import type { Fault } from './fault.ts';
import { groundOf, WITHOUT_RELEASE } from './ground-of-test.ts';
import { operationFaults, outputFaults } from './kinds/any-operation.ts';
import { ROOT } from './proving-ground.ts';
import { tryFault } from './try-faults.ts';

// Tells what is recorded of any row; images are unpacked for the sampled ones alone.
const baselines = await groundOf([]);
const sampled = new Map(SUITES.map((suite) => [suite.command, sampleOf(suite)]));
const ground = await groundOf([...sampled.values()].flat());

/**
 * Of the first target of a suite (these faults are the same whatever the target) the first safe case of every output type,
 * and of those the first in which the release printed something, where there is one: `check` has nothing to print of what
 * it does not check.
 */
function sampleOf({ rows }: Suite): Row[] {
  const kinds = new Map<string, Row>();
  const safe = rows.filter(isSafe);
  for (const row of safe) {
    if (row.target !== safe[0]?.target) continue;
    const kind = row.outputs.map(({ type }) => type.name).join();
    const first = kinds.get(kind);
    if (!first || (!isPrinted(first) && isPrinted(row))) kinds.set(kind, row);
  }
  return [...kinds.values()];
}

function isPrinted(row: Row): boolean {
  return [...(baselines?.recorded(row).outputs.values() ?? [])].some((text) => text !== '');
}

/** The cells in which a candidate comes to play an operation, and those in which it comes to print a compared output. */
function cellsOf(rows: readonly Row[], on: Fault['on']): { played: string[]; printed: string[] } {
  const ran = (row: Row, step: string) => ground?.recorded(row).exitCodes.get(step);
  // Also what a release printed before it failed: `map` prints a header first.
  const recorded = (row: Row, step: string) => {
    const type = row.outputs.find((output) => output.step === step)?.type;
    return type === undefined ? '' : (ground?.recorded(row).outputs.get(type) ?? '');
  };
  const having = (wanted: (row: Row, step: string) => boolean) =>
    rows
      .filter((row) =>
        row.steps.some(
          ({ name, role, operation }) => role !== 'fixture' && operation.op === on && wanted(row, name),
        ),
      )
      .map(rowKey);
  return {
    played: having((row, step) => ran(row, step) !== undefined),
    printed: having((row, step) => recorded(row, step) !== ''),
  };
}

function faultsOf(suite: Suite): Fault[] {
  const rows = sampled.get(suite.command) ?? [];
  const steps = rows.flatMap((row) => row.steps.filter(({ role }) => role !== 'fixture'));
  const operations = new Set(steps.map(({ operation }) => operation.op));
  return [...operations].flatMap((on) => {
    const { played, printed } = cellsOf(rows, on);
    return [
      ...(played.length > 0 ? operationFaults(on, played) : []),
      ...(printed.length > 0 ? outputFaults(on, printed) : []),
    ];
  });
}

test('every suite is found by its place, and has faults', (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  expect(SUITES.map(({ command }) => command)).toEqual(foldersIn(join(ROOT, 'suites')));
  for (const suite of SUITES)
    expect([suite.command, faultsOf(suite).length >= 5]).toEqual([suite.command, true]);
});

describe.skipIf(!ground).for(SUITES)('$command', (suite) => {
  test.for(faultsOf(suite))('$name', async (fault) => {
    if (!ground) throw new Error(WITHOUT_RELEASE);
    await tryFault(ground, fault, sampled.get(suite.command) ?? []);
  });
});
