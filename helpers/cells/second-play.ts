import type { Difference } from '../comparison/difference.ts';
import type { ProbedImage } from '../pipeline/operation.ts';
import { succeeded } from '../pipeline/play.ts';
import { type HeldContent, type Row, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { compareContent, goBack } from './examine.ts';
import {
  compareEndings,
  compareReading,
  differing,
  expectationOf,
  type Found,
  harmBeyond,
  misconduct,
  together,
} from './judge.ts';
import type { Outcome, Product } from './product.ts';
import { compareRequestedSize } from './requested-size.ts';
import { type SharedWork, subjectKey } from './shared-work.ts';
import type { Impossible, Twin, TwinPlay } from './twin.ts';

/** What became of guest data. */
export interface SecondPlay {
  /** what the candidate made */
  readonly product: Product;
  readonly found: Found;
  /** what its check says, where it is not the product of the first play */
  readonly check: readonly Difference[];
  /** what is observed of both, where there are both and that was asked for */
  readonly observed: Found | undefined;
}

/** Who plays, and what is compared. */
export interface Second {
  readonly row: Row;
  readonly candidate: Tool;
  /** what it made of the case as it is recorded; where that has no room for other data, it is what is compared */
  readonly first: Product;
  readonly twin: Twin;
  /** whether what is observed must be equal as well */
  readonly observing: boolean;
}

/**
 * Plays a row a second time, on images that hold known data: the candidate on one fixture, a reference on a copy of
 * it. A guest must then read the same from the images of both, and the candidate's must be clean. Where both refuse,
 * the candidate must leave the images alone. Nothing that is recorded has a part in it, so it is done once for all
 * releases for which the candidate is asked the same.
 */
export function secondPlay(second: Second, work: SharedWork): Promise<SecondPlay | Impossible> {
  const { row, candidate, twin, first, observing } = second;
  const refused = !first.subject.every(succeeded);
  const key = ['second', subjectKey(row, candidate), twin.counterpart.program, refused, observing];
  return work.once(key, () => playTwice(second, work));
}

async function playTwice(second: Second, work: SharedWork): Promise<SecondPlay | Impossible> {
  const { twin, first, observing } = second;
  const play = await twin.play();
  if ('impossible' in play) return play;
  const outcome = await produceBeside(second, play, work);
  if (outcome.kind === 'unsupported') return { impossible: outcome.reason };
  const { product } = outcome;
  const pair = { play, product, twin };
  const found = await judgeSecond(pair, first, work);
  if ('impossible' in found) return found;
  const isMade = product.subject.every(succeeded);
  const isBoth = isMade && !play.refusal;
  const observed = isBoth && observing ? await observeBoth(pair, work) : undefined;
  if (!isMade || product === first) return { product, found, check: [], observed };
  return {
    product,
    found: together(found, await likeFirst(second, pair, work)),
    check: await work.check(play.row, product, twin.counterpart),
    observed,
  };
}

/** What the candidate makes of the twin's fixture: once, whatever is asked of it then. */
function produceBeside(
  { row, candidate, first, twin }: Second,
  play: TwinPlay,
  work: SharedWork,
): Promise<Outcome> {
  // No room for data: the product that there is already will do.
  if (play.row === row) return Promise.resolve({ kind: 'product', product: first });
  const key = ['second product', subjectKey(row, candidate), twin.counterpart.program];
  return work.once(key, () => work.playOn(play.row, candidate, play.fixture));
}

/** What both have done. */
interface Pair {
  readonly play: TwinPlay;
  readonly product: Product;
  readonly twin: Twin;
}

/** @param first what the candidate made of the case as it is recorded, rightly: data change nothing about how it ends */
async function judgeSecond(
  { play, product, twin }: Pair,
  first: Product,
  work: SharedWork,
): Promise<Found | Impossible> {
  const { row, refusal } = play;
  const { subject, harmed } = product;
  const problem = misconduct('the operation', { ...product, results: subject });
  if (problem) return problem;
  const isMade = subject.every(succeeded);
  // What a reference refuses as well for the data's sake is no finding.
  const isRefusedByBoth = !isMade && refusal !== undefined;
  const expected = isRefusedByBoth ? undefined : expectationOf(row, first.subject);
  const endings = compareEndings(stepsOf(row, 'subject'), subject, expected);
  if (!isMade) return together(endings, differing(harmBeyond(harmed, play.harmed)));
  // It has refused before, rightly.
  if (endings.kind === 'unusable' || endings.differences.length > 0) return endings;
  const pairs = await twin.images(play);
  if ('impossible' in pairs) return pairs;
  const found: Difference[] = [];
  await work.inTurn(product, async () => {
    for (const [image, other] of pairs) {
      found.push(...(await compareHeld([image, other], { row, product, twin }, work)));
    }
  });
  return differing(found);
}

/** Compares an image, or a copy of it that is as it is in a snapshot. */
async function compareHeld(
  [image, other]: readonly [HeldContent, ProbedImage],
  { row, product, twin }: Pick<Second, 'row' | 'twin'> & Pick<Pair, 'product'>,
  work: SharedWork,
): Promise<Difference[]> {
  const { counterpart } = twin;
  const limits = work.limits(row);
  if (image.snapshot === undefined) {
    return compareContent(image, other, counterpart, product.place, limits);
  }
  const copy = await work.copyOf(row, product);
  const lacking = await goBack(image, image.snapshot, counterpart, copy, limits);
  return lacking.length > 0 ? lacking : compareContent(image, other, counterpart, copy, limits);
}

/**
 * What the counterpart observes of the product, held against what it observes of the first: images that differ in
 * nothing but what a guest has written look the same. `compare` takes one that is longer by zeros for identical.
 */
async function likeFirst(
  { row, first }: Second,
  { play, product, twin }: Pair,
  work: SharedWork,
): Promise<Found> {
  const reading = await work.read(play.row, product, twin.counterpart, false);
  if (reading.kind === 'unsupported') throw new Error(reading.reason);
  const { results } = reading;
  const { onRejection } = row;
  if (play.refusal && onRejection.kind === 'requested size') {
    // A size that is relative counts from another start, where another release has built the first.
    const start = play.fixture.startSize;
    const sized =
      start && 'bytes' in start ? compareRequestedSize(results, start.bytes, onRejection.size) : [];
    return differing(sized);
  }
  const before = await work.read(row, first, twin.counterpart, false);
  if (before.kind === 'unsupported') throw new Error(before.reason);
  return compareReading(play.row, results, expectationOf(row, before.results));
}

/** What the counterpart observes of the product, held against what it observes of its own. */
async function observeBoth({ play, product, twin }: Pair, work: SharedWork): Promise<Found> {
  const { row } = play;
  const reading = await work.read(row, product, twin.counterpart, false);
  if (reading.kind === 'unsupported') throw new Error(reading.reason);
  return misconduct('reading', reading) ?? compareReading(row, reading.results, await twin.observed(play));
}
