import { join } from 'node:path';
import { withGuestData } from '../pipeline/guest-data.ts';
import type { CaseImage } from '../pipeline/operation.ts';
import { play, type StepResult, succeeded } from '../pipeline/play.ts';
import { type Row, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import { compareContent } from './examine.ts';
import { harmedFiles } from './harmed-files.ts';
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
import type { Product } from './product.ts';
import { throughRaw } from './requested-size.ts';
import { said } from './said.ts';
import { type SharedWork, subjectKey } from './shared-work.ts';

/** What became of guest data, or why nobody can say. */
export type SecondPlay =
  | {
      readonly kind: 'played';
      readonly product: Product;
      readonly found: Found;
      /** what is observed of both, where there are both and that was asked for */
      readonly observed: Found | undefined;
    }
  | { readonly kind: 'impossible'; readonly reason: string };

/** Who plays, and what is compared. */
export interface SecondPlayers {
  readonly candidate: Tool;
  readonly counterpart: Tool;
  /** whether the candidate has refused the operation on the images of the case, which is as it should be */
  readonly refused: boolean;
  /** whether what is observed must be equal as well */
  readonly observing: boolean;
}

/**
 * Plays a row a second time, on images that hold known data: the candidate on one fixture, a reference on a copy of
 * it. A guest must then read the same from the images of both, and the candidate's must be clean. Where both refuse,
 * the candidate must leave the images alone. Once for all releases: nothing that is recorded has a part in it.
 */
export function secondPlay(row: Row, players: SecondPlayers, work: SharedWork): Promise<SecondPlay> {
  const { candidate, counterpart, refused, observing } = players;
  const key = ['second play', subjectKey(row, candidate), counterpart.program, refused, observing];
  return work.once(key, () => playTwice(withGuestData(row), players, work));
}

async function playTwice(row: Row, players: SecondPlayers, work: SharedWork): Promise<SecondPlay> {
  const { candidate, counterpart, refused, observing } = players;
  const by = `qemu-img ${counterpart.release}`;
  const outcome = await work.produce(row, {
    player: candidate,
    builder: counterpart,
    isCandidate: true,
    spare: true,
  });
  if (outcome.kind === 'unsupported') return { kind: 'impossible', reason: outcome.reason };
  const { product } = outcome;
  const broken = product.fixture.find((step) => !succeeded(step));
  if (broken)
    return { kind: 'impossible', reason: `${by} cannot write to it: ${broken.name} ${said(broken)}` };
  const twin = product.spare ?? (await freshFixture(row, counterpart, work));
  const played = await play(stepsOf(row, 'subject'), counterpart, twin, work.limits(row));
  if (!played.ok) return { kind: 'impossible', reason: played.unsupported };
  try {
    const pair = { row, product, counterpart, twin, answer: played.results, refused };
    const found = await judgePlay(pair, work);
    if ('refused' in found) return { kind: 'impossible', reason: `${by} refuses it: ${found.refused}` };
    const both = product.subject.every(succeeded) && played.results.every(succeeded);
    const observed = both && observing ? await observeBoth(pair, work) : undefined;
    return { kind: 'played', product, found, observed };
  } finally {
    work.remove(twin);
  }
}

/** The fixture of a row that creates nothing: image fixtures, or nothing at all, so that another is like it. */
async function freshFixture(row: Row, builder: Tool, work: SharedWork): Promise<Workplace> {
  const fixture = await work.fixture(row, builder);
  if ('unsupported' in fixture) throw new Error(fixture.unsupported);
  return fixture.place;
}

/** What both have done. */
interface Pair {
  readonly row: Row;
  readonly product: Product;
  readonly counterpart: Tool;
  readonly twin: Workplace;
  /** of the counterpart */
  readonly answer: readonly StepResult[];
  readonly refused: boolean;
}

async function judgePlay(pair: Pair, work: SharedWork): Promise<Found | { readonly refused: string }> {
  const { row, product, twin, answer } = pair;
  const { subject, touched, harmed, given } = product;
  const steps = stepsOf(row, 'subject');
  const refusal = answer.find((result) => !succeeded(result));
  const problem = misconduct('the operation', subject, touched);
  if (problem) return problem;
  if (!subject.every(succeeded)) {
    // Releases differ in what they refuse, so that a refusal is right is told by what is recorded of the cell's own.
    const isRight = pair.refused || refusal !== undefined;
    const endings = compareEndings(steps, subject, isRight ? undefined : expectationOf(row, answer));
    const excused = refusal ? await harmedFiles(twin, given) : [];
    return together(endings, differing(harmBeyond(harmed, excused)));
  }
  const expected = await expectedImages(pair, refusal, work);
  if ('refused' in expected) return expected;
  const clean = await work.check(row, product, pair.counterpart);
  const contents = await work.inTurn(product, async () => {
    const found = [];
    for (const [image, other] of expected) {
      found.push(await compareContent(image, other, pair.counterpart, product.place, work.limits(row)));
    }
    return found.flat();
  });
  return differing([...clean, ...contents]);
}

/** What each image of the product is to hold, as an image beside the counterpart's. */
async function expectedImages(
  { row, counterpart, twin }: Pair,
  refusal: StepResult | undefined,
  work: SharedWork,
): Promise<readonly (readonly [CaseImage, CaseImage])[] | { readonly refused: string }> {
  const beside = ({ file, format }: CaseImage) => ({ file: join(twin.work, file), format });
  const { onRejection, produces, sameContent = produces } = row;
  if (!refusal) return sameContent.map((image) => [image, beside(image)] as const);
  if (onRejection.kind !== 'requested size') return { refused: said(refusal) };
  const images: [CaseImage, CaseImage][] = [];
  for (const image of sameContent) {
    const { steps, result } = throughRaw(image, onRejection.size);
    const played = await play(steps, counterpart, twin, work.limits(row));
    const broken = played.ok ? played.results.find((step) => !succeeded(step)) : undefined;
    if (!played.ok || broken) return { refused: broken ? said(broken) : said(refusal) };
    images.push([image, beside(result)]);
  }
  return images;
}

/** What the counterpart observes of the product, held against what it observes of its own. */
async function observeBoth({ row, product, counterpart, twin }: Pair, work: SharedWork): Promise<Found> {
  const own = await play(stepsOf(row, 'observe'), counterpart, twin, work.limits(row));
  const reading = await work.read(row, product, counterpart, false);
  if (!own.ok || reading.kind !== 'read') throw new Error(`qemu-img ${counterpart.release} cannot observe`);
  return (
    misconduct('reading', reading.results, reading.touched) ??
    compareReading(row, reading.results, expectationOf(row, own.results))
  );
}
