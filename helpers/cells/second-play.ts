import type { Expectation } from '../baselines/expectation.ts';
import type { Difference } from '../comparison/difference.ts';
import { succeeded } from '../pipeline/play.ts';
import { type Row, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { compareContent } from './examine.ts';
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
  return work.once(key, () => playTwice(second, refused, work));
}

async function playTwice(
  second: Second,
  refused: boolean,
  work: SharedWork,
): Promise<SecondPlay | Impossible> {
  const { twin, first, observing } = second;
  const play = await twin.play();
  if ('impossible' in play) return play;
  const outcome = await produceBeside(second, play, work);
  if (outcome.kind === 'unsupported') return { impossible: outcome.reason };
  const { product } = outcome;
  const pair = { play, product, twin };
  const found = await judgeSecond(pair, refused, work);
  if ('impossible' in found) return found;
  const isMade = product.subject.every(succeeded);
  const check = isMade && product !== first ? await work.check(play.row, product, twin.counterpart) : [];
  const isBoth = isMade && !play.refusal;
  return { product, found, check, observed: isBoth && observing ? await observeBoth(pair, work) : undefined };
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

/** @param refused whether the candidate has refused the case as it is recorded, rightly */
async function judgeSecond(
  { play, product, twin }: Pair,
  refused: boolean,
  work: SharedWork,
): Promise<Found | Impossible> {
  const { row, results, refusal } = play;
  const { subject, touched, harmed, place } = product;
  const problem = misconduct('the operation', subject, touched);
  if (problem) return problem;
  const isMade = subject.every(succeeded);
  const like = (expected: Expectation | undefined) =>
    compareEndings(stepsOf(row, 'subject'), subject, expected);
  if (!isMade) {
    // Releases differ in what they refuse, so that a refusal is right is told by what is recorded of the cell's own.
    const endings = like(refused || refusal ? undefined : expectationOf(row, results));
    return together(endings, differing(harmBeyond(harmed, play.harmed)));
  }
  // It refuses an empty image and not one with data, which is what the refusal was for.
  if (refused && refusal && row.onRejection.kind === 'reject too') return like(expectationOf(row, results));
  const pairs = await twin.images(play);
  if ('impossible' in pairs) return pairs;
  const found: Difference[] = [];
  await work.inTurn(product, async () => {
    for (const [image, other] of pairs) {
      found.push(...(await compareContent(image, other, twin.counterpart, place, work.limits(row))));
    }
  });
  return differing(found);
}

/** What the counterpart observes of the product, held against what it observes of its own. */
async function observeBoth({ play, product, twin }: Pair, work: SharedWork): Promise<Found> {
  const { row } = play;
  const reading = await work.read(row, product, twin.counterpart, false);
  if (reading.kind === 'unsupported') throw new Error(reading.reason);
  const { results, touched } = reading;
  return misconduct('reading', results, touched) ?? compareReading(row, results, await twin.observed(play));
}
