import type { Expectation } from '../baselines/expectation.ts';
import { COMPARATORS } from '../comparison/comparators.ts';
import { countDifferences, type Difference, inOutput, writeLocation } from '../comparison/difference.ts';
import { leakIn } from '../images/canary.ts';
import { type StepResult, succeeded } from '../pipeline/play.ts';
import { isSafe, type Output, type OutputType, type Row, type Step, stepsOf } from '../pipeline/row.ts';
import { printable } from '../text/printable.ts';
import { someOf } from '../text/some-of.ts';
import { kvmProblem } from './kvm.ts';
import { lastLines, said } from './said.ts';
import type { LastWords } from './verdict.ts';

/** How many files a reason names; the differences beside it have more of them. */
const FILES_NAMED = 5;

/** What was found in some steps: what differs, or a reason why nothing can be compared. */
export type Found =
  | {
      readonly kind: 'compared';
      readonly differences: readonly Difference[];
      /** one for each exit code among the differences */
      readonly lastWords: readonly LastWords[];
    }
  | { readonly kind: 'unusable'; readonly reason: string; readonly differences?: readonly Difference[] };

/** A finding of differences that no step has told of. */
export function differing(differences: readonly Difference[]): Found {
  return { kind: 'compared', differences, lastWords: [] };
}

/** Both of two findings; one that is unusable makes them so. */
export function together(first: Found, second: Found): Found {
  if (first.kind === 'unusable') return first;
  if (second.kind === 'unusable') return second;
  return {
    kind: 'compared',
    differences: [...first.differences, ...second.differences],
    lastWords: [...first.lastWords, ...second.lastWords],
  };
}

/** What was done to files beyond what a reference does to them in the same case. */
export function harmBeyond(harmed: readonly Difference[], excused: readonly Difference[]): Difference[] {
  const names = new Set(excused.map(({ location }) => writeLocation(location)));
  return harmed.filter(({ location }) => !names.has(writeLocation(location)));
}

/** What somebody did beside what was asked for. */
export interface Conduct {
  readonly results: readonly StepResult[];
  readonly touched: readonly Difference[];
  readonly noRoom?: string | undefined;
}

/**
 * What makes steps unusable whatever else they printed: a guest that could not be started, a file system that they filled,
 * what a file outside of their folder holds, or files that they touched.
 *
 * @param who did it, for the reason
 */
export function misconduct(
  who: 'the operation' | 'reading',
  { results, touched, noRoom }: Conduct,
): Extract<Found, { kind: 'unusable' }> | undefined {
  const problem = noRoom ?? kvmProblem(results) ?? leakProblem(results);
  if (problem) return { kind: 'unusable', reason: problem };
  if (touched.length === 0) return undefined;
  return { kind: 'unusable', reason: `${who} ${doneTo(touched)}`, differences: touched };
}

function leakProblem(results: readonly StepResult[]): string | undefined {
  for (const { name, stdout, stderr } of results) {
    const file = leakIn(stdout) ?? leakIn(stderr);
    if (file !== undefined) return `${name} printed what ${file} holds, a file outside of its folder`;
  }
  return undefined;
}

/** What was done to files, in words: `replaced work/image.qcow2 by a fifo, changed or left behind work/stray`. */
export function doneTo(touched: readonly Difference[]): string {
  const nameOf = ({ location }: Difference) =>
    printable(location.kind === 'file' ? location.file : writeLocation(location));
  const isOther = ({ expected }: Difference) => expected === 'a file' || expected === 'a folder';
  const others = touched.filter(isOther);
  const files = touched.filter((one) => !isOther(one) && one.location.kind === 'file').map(nameOf);
  const named = someOf(files.sort(), FILES_NAMED, 'file', countDifferences(touched) - others.length);
  return [
    ...others.map((difference) => {
      const name =
        difference.expected === 'a folder' ? `its folder ${nameOf(difference)}` : nameOf(difference);
      const fate = String(difference.actual);
      return /^(removed|locked)/.test(fate)
        ? fate.replace(/^\w+/, `$& ${name}`)
        : `replaced ${name} by ${fate}`;
    }),
    ...(named === '' ? [] : [`changed or left behind ${named}`]),
  ].join(', ');
}

/**
 * Compares how steps ended with how they ended in the reference: exit codes exactly; a candidate that hangs, dies of
 * a signal or floods its output gives nothing that could be compared.
 *
 * @param steps steps that were to be played, in order; one that did not run because an earlier one failed has no
 *   result, which the earlier one accounts for
 * @param expected what the reference did; undefined where only counts whether there is an end
 */
export function compareEndings(
  steps: readonly Step[],
  results: readonly StepResult[],
  expected: Pick<Expectation, 'exitCodes' | 'stderr'> | undefined,
): Found {
  const differences: Difference[] = [];
  const lastWords: LastWords[] = [];
  for (const { name } of steps) {
    const result = results.find((candidate) => candidate.name === name);
    if (!result) continue;
    const { ending, stderr } = result;
    if (ending.kind !== 'exited') return { kind: 'unusable', reason: `${name} ${said(result)}` };
    const code = expected?.exitCodes.get(name);
    if (code === undefined || code === ending.code) continue;
    differences.push({ location: { kind: 'exit code', step: name }, expected: code, actual: ending.code });
    const reference = lastLines(expected?.stderr.get(name) ?? '');
    lastWords.push({ step: name, candidate: lastLines(stderr), reference });
  }
  return { kind: 'compared', differences, lastWords };
}

/**
 * Compares the kinds of failures, where an image was made to be refused: who refuses it has to say so. What is said is for
 * each to choose; that both refuse, their exit codes tell.
 */
export function compareFailures(
  row: Row,
  results: readonly StepResult[],
  { exitCodes, stderr }: Pick<Expectation, 'exitCodes' | 'stderr'>,
): Difference[] {
  if (isSafe(row)) return [];
  return results.flatMap(({ name, ending, stderr: words }): Difference[] => {
    if (ending.kind !== 'exited' || ending.code === 0 || ending.code !== exitCodes.get(name)) return [];
    if (words.trim() !== '' || (stderr.get(name) ?? '').trim() === '') return [];
    const location = { kind: 'failure', step: name } as const;
    return [{ location, expected: 'refused with a message', actual: 'refused without a word' }];
  });
}

/** Compares what was observed: how its steps ended, and what they printed. */
export function compareReading(row: Row, results: readonly StepResult[], expected: Expectation): Found {
  return readingOf(row, results)(expected);
}

/** As `compareReading`, for a reading that is held against several expectations: it is taken apart once. */
export function readingOf(row: Row, results: readonly StepResult[]): (expected: Expectation) => Found {
  const steps = stepsOf(row, 'observe');
  const reason = unreadProblem(row.outputs, results);
  const compare = outputsAgainst(row.outputs, results);
  const printed = (expected: Expectation): Found =>
    reason === undefined
      ? differing([...compareFailures(row, results, expected), ...compare(expected.outputs)])
      : { kind: 'unusable', reason };
  return (expected) => together(compareEndings(steps, results, expected), printed(expected));
}

/** Why nothing can be compared of an output that is in a tool's own words: it must never look like a match. */
export function unreadProblem(
  outputs: readonly Output[],
  results: readonly StepResult[],
): string | undefined {
  for (const { type, step } of outputs) {
    const result = resultOf(step, results);
    if (!result?.shown || !succeeded(result)) continue;
    if (COMPARATORS[type.comparison].againstShown === undefined) {
      return `its dialect reads fields of what ${step} prints, but the baselines of ${type.name} are texts for people: it is to be unsupported`;
    }
    if (Object.keys(result.shown).length === 0) return `${step} printed nothing that its dialect can read`;
  }
  return undefined;
}

function resultOf(step: string, results: readonly StepResult[]): StepResult | undefined {
  return results.find(({ name }) => name === step);
}

/** What a reference has just done, as if it had been recorded. */
export function expectationOf({ outputs }: Row, results: readonly StepResult[]): Expectation {
  const ended = results.flatMap(({ name, ending }) =>
    ending.kind === 'exited' ? [[name, ending.code] as const] : [],
  );
  return {
    exitCodes: new Map(ended),
    outputs: outputsOf(outputs, results),
    stderr: new Map(results.map(({ name, stderr }) => [name, stderr])),
  };
}

/** What the observed steps printed, by the kind of baseline. */
export function outputsOf(
  outputs: readonly Output[],
  results: readonly StepResult[],
): Map<OutputType, string> {
  return new Map(outputs.map(({ type, step }) => [type, resultOf(step, results)?.stdout ?? '']));
}

/** Compares every observed output with what is expected of it; where there are several, a difference says in which. */
export function compareOutputs(
  outputs: readonly Output[],
  results: readonly StepResult[],
  expected: Expectation['outputs'],
): Difference[] {
  return outputsAgainst(outputs, results)(expected);
}

function outputsAgainst(
  outputs: readonly Output[],
  results: readonly StepResult[],
): (expected: Expectation['outputs']) => Difference[] {
  const compared = outputs.map(({ type, step }) => {
    const compare = comparisonOf(type, resultOf(step, results));
    return { type, step, compare };
  });
  return (expected) =>
    compared.flatMap(({ type, step, compare }) => {
      const differences = compare(expected.get(type) ?? '');
      if (outputs.length === 1) return differences;
      return differences.map((difference) => ({
        ...difference,
        location: inOutput(difference.location, step),
      }));
    });
}

function comparisonOf(
  { comparison }: OutputType,
  result: StepResult | undefined,
): (expected: string) => Difference[] {
  const { against, againstShown } = COMPARATORS[comparison];
  if (!result?.shown || !againstShown) return against(result?.stdout ?? '');
  // What a step printed that failed is no document of anybody's; that it failed its exit code tells.
  return succeeded(result) ? againstShown(result.shown) : () => [];
}
