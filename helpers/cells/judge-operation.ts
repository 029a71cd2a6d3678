import type { Expectation } from '../baselines/expectation.ts';
import type { Difference } from '../comparison/difference.ts';
import { stepsOf } from '../pipeline/row.ts';
import { baselinesOf, type Cell } from './cell.ts';
import {
  compareEndings,
  compareFailures,
  differing,
  type Found,
  harmBeyond,
  misconduct,
  together,
} from './judge.ts';
import { withOtherReleases } from './other-releases.ts';
import type { Product } from './product.ts';
import type { SharedWork } from './shared-work.ts';
import type { Rule, Trial } from './trial.ts';

/** What the operation itself tells: how it ended, whether it kept to its files, what a refusal has left of them. */
export async function judgeOperation(
  { cell, expected, product }: Trial,
  rule: Rule,
  work: SharedWork,
): Promise<Found> {
  const { subject } = product;
  const found = misconduct('the operation', { ...product, results: subject });
  if (found) return found;
  if (rule.kind !== 'as recorded') return differing([]);
  const { row } = cell;
  const steps = stepsOf(row, 'subject');
  const judge = (other: Expectation) =>
    together(compareEndings(steps, subject, other), differing(compareFailures(row, subject, other)));
  const held = { row, release: baselinesOf(cell), steps, judge };
  const endings = withOtherReleases(judge(expected), held, work.environment);
  return together(endings, differing(await unexcusedHarm(product, cell, work)));
}

/** What a refusal has done to the files it was given, and the reference's own does not. */
async function unexcusedHarm(
  { harmed }: Product,
  { row, version }: Cell,
  work: SharedWork,
): Promise<Difference[]> {
  const builder = work.environment.builder(row, version);
  if (harmed.length === 0 || !builder) return [...harmed];
  const outcome = await work.produce(row, { player: builder, builder, isCandidate: false });
  if (outcome.kind === 'unsupported') return [...harmed];
  const { product } = outcome;
  // One that was killed has not refused.
  const isRefusal = product.subject.every(({ ending }) => ending.kind === 'exited');
  return harmBeyond(harmed, isRefusal ? product.harmed : []);
}
