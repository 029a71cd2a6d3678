import { recordedReturnCode, type Triple } from '../baselines/triple.ts';
import { COMPARATORS } from '../comparison/comparators.ts';
import type { Difference } from '../comparison/difference.ts';
import type { StepResult } from '../pipeline/play.ts';
import type { Consistency, OutputType, Row, Step } from '../pipeline/row.ts';
import { resizedTo } from '../pipeline/size.ts';
import { said } from './examine.ts';

/** What was found in some steps: fields that differ, or a reason why nothing can be compared. */
export type Found =
  | { readonly kind: 'compared'; readonly differences: readonly Difference[] }
  | { readonly kind: 'unusable'; readonly reason: string };

/** Baselines of one case and release, by output type. */
export type Baselines = ReadonlyMap<OutputType, Triple>;

/**
 * Compares how steps ended with how they ended in the reference: exit codes exactly; a candidate that hangs, dies of
 * a signal or floods its output gives nothing that could be compared.
 *
 * @param steps steps that were to be played, in order; one that did not run because an earlier one failed has no
 *   result, which the earlier one accounts for
 */
export function compareEndings(
  row: Row,
  steps: readonly Step[],
  results: readonly StepResult[],
  baselines: Baselines,
): Found {
  const meta = [...baselines.values()][0]?.meta ?? {};
  const found: Difference[] = [];
  for (const { name } of steps) {
    const result = results.find((candidate) => candidate.name === name);
    const expected = recordedReturnCode(meta, row, name);
    if (!result) continue;
    if (result.ending.kind !== 'exited') return { kind: 'unusable', reason: `${name} ${said(result)}` };
    if (expected === undefined || expected === result.ending.code) continue;
    found.push({ path: `exit code of ${name}`, expected, actual: result.ending.code });
  }
  return { kind: 'compared', differences: found };
}

/** Compares every observed output with its baseline. */
export function compareOutputs(row: Row, results: readonly StepResult[], baselines: Baselines): Difference[] {
  const several = baselines.size > 1;
  return [...baselines].flatMap(([type, { stdout }]) => {
    const step = row.outputs[type.name];
    const actual = results.find(({ name }) => name === step)?.stdout ?? '';
    const differences = COMPARATORS[type.comparison].compare(stdout, actual);
    return several
      ? differences.map((difference) => ({ ...difference, path: `${step}: ${difference.path}` }))
      : differences;
  });
}

/** Compares two live plays of the same observed steps, where a baseline is not what is asked. */
export function compareLive(
  row: Row,
  types: Iterable<OutputType>,
  expected: readonly StepResult[],
  actual: readonly StepResult[],
): Difference[] {
  return [...types].flatMap((type) => {
    const step = row.outputs[type.name];
    const [left, right] = [expected, actual].map(
      (list) => list.find(({ name }) => name === step)?.stdout ?? '',
    );
    return COMPARATORS[type.comparison]
      .compare(left ?? '', right ?? '')
      .map((difference) => ({ ...difference, path: `${step}: ${difference.path}` }));
  });
}

/** Whether a reader sees an image at the size that was asked for: the rule for what the reference refuses. */
export function compareVirtualSize(
  results: readonly StepResult[],
  start: number,
  { end, footer }: Consistency,
): Difference[] {
  const observed = results.at(-1);
  const actual = observed ? virtualSize(observed.stdout) : undefined;
  const expected = Number(resizedTo(BigInt(start - footer), end));
  if (actual === expected || (footer > 0 && actual === expected + footer)) return [];
  return [{ path: 'virtual-size', expected, ...(actual === undefined ? {} : { actual }) }];
}

/** `virtual-size` of an info document, bytes; undefined where it has none. */
export function virtualSize(document: string): number | undefined {
  try {
    const size = (JSON.parse(document) as { 'virtual-size'?: unknown })['virtual-size'];
    return typeof size === 'number' ? size : undefined;
  } catch {
    return undefined;
  }
}
