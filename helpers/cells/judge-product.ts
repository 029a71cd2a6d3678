import type { Expectation } from '../baselines/expectation.ts';
import type { Difference } from '../comparison/difference.ts';
import { succeeded } from '../pipeline/play.ts';
import { IMAGE_READERS, type Reader, wants } from '../pipeline/reader.ts';
import { stepsOf } from '../pipeline/row.ts';
import { errorLine } from '../text/error-line.ts';
import { applyKnown } from './apply-known.ts';
import { baselinesOf, type Cell } from './cell.ts';
import { compareEndings, differing, type Found, harmBeyond, misconduct, together } from './judge.ts';
import { withOtherReleases } from './other-releases.ts';
import type { Product } from './product.ts';
import { type ReadBack, type Readings, readBack } from './read-back.ts';
import { secondPlay } from './second-play.ts';
import type { SharedWork } from './shared-work.ts';
import { isCarriedOut, type Rule, ruleFor, type Trial } from './trial.ts';
import { type Judgement, skipped, type Verdict, verdictOf } from './verdict.ts';

/** The verdict on a product, and what the candidate made of images with data, where that was played. */
export interface Judged {
  readonly verdict: Verdict;
  readonly second?: Product | undefined;
}

const UNREAD: Readings = { notes: [], lacking: [] };

/**
 * Judges the operation first, then lets every reader read its result, then lets a reference check the images, then
 * plays it all again on images that hold data.
 */
export async function judgeProduct(trial: Trial, work: SharedWork): Promise<Judged> {
  const { cell, product } = trial;
  const rule = ruleFor(trial);
  if (rule.kind === 'skip') return { verdict: skipped(rule.reason) };
  const operation = await judgeOperation(trial, rule, work);
  const isWrong = operation.kind === 'unusable' || operation.differences.length > 0;
  const carriedOut = product.subject.every(succeeded);
  const judged = (reader: Reader, found: Found, release = baselinesOf(cell)) =>
    judgementOf(work, { ...cell, version: release }, reader, found);
  if (operation.kind === 'unusable' || (isWrong && !carriedOut)) {
    return { verdict: verdictOf([judged('candidate', operation)]) };
  }
  const readings = carriedOut ? await readBack(trial, rule, work) : UNREAD;
  // What is wrong with the operation already would only be found again.
  const again = isWrong ? NOT_AGAIN : await playAgain(trial, readings, carriedOut, work);
  const own = readings.candidate && together(operation, readings.candidate.found);
  const judgements = [
    // Where the candidate does not read, its operation is a finding only if something is wrong with it.
    own || isWrong || !carriedOut ? judged('candidate', own ?? operation) : undefined,
    readings.reference
      ? judged('reference', readings.reference.found, readings.reference.release)
      : again.reference && onData(judged('reference', again.reference.found, again.reference.release)),
    ...(carriedOut ? [await checked(trial, rule, again, judged, work)] : []),
    again.compared && onData(judged('compare', again.compared)),
  ].filter((judgement) => judgement !== undefined);
  const isRead = judgements.some(({ reader }) => IMAGE_READERS.some((one) => one === reader));
  if (!isRead && judgements.every(({ result }) => result === 'match')) {
    return { verdict: skipped(readings.lacking.join('; ')) };
  }
  const notes = [...readings.notes, ...again.notes];
  return { verdict: verdictOf(judgements, notes), second: again.product };
}

function onData(judgement: Judgement): Judgement {
  return { ...judgement, onData: true };
}

/** The nearest reference's check of the images, whatever anybody read from them, and of those with data. */
async function checked(
  { cell: { row, version }, product }: Trial,
  rule: Rule,
  { check: beyond }: Again,
  judged: (reader: Reader, found: Found) => Judgement,
  work: SharedWork,
): Promise<Judgement | undefined> {
  const examiner = work.environment.builder(version);
  if (!examiner || row.produces.length === 0) return undefined;
  // One that does not make such an image cannot tell what is wrong with it.
  const own = work.environment.expectation(row, examiner.release);
  if (rule.kind === 'as recorded' && own && !isCarriedOut(row, own)) return undefined;
  const found = await work.check(row, product, examiner);
  return found.length === 0 && beyond.length > 0
    ? onData(judged('check', differing(beyond)))
    : judged('check', differing(found));
}

/** What the operation itself tells: how it ended, whether it kept to its files, what a refusal has left of them. */
async function judgeOperation(
  { cell, expected, product }: Trial,
  rule: Rule,
  work: SharedWork,
): Promise<Found> {
  const { subject, touched } = product;
  const found = misconduct('the operation', subject, touched);
  if (found) return found;
  if (rule.kind !== 'as recorded') return differing([]);
  const { row } = cell;
  const steps = stepsOf(row, 'subject');
  const judge = (other: Expectation) => compareEndings(steps, subject, other);
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
  const builder = work.environment.builder(version);
  if (harmed.length === 0 || !builder) return [...harmed];
  const outcome = await work.produce(row, { player: builder, builder, isCandidate: false });
  if (outcome.kind === 'unsupported') return [...harmed];
  const { product } = outcome;
  // One that was killed has not refused.
  const isRefusal = product.subject.every(({ ending }) => ending.kind === 'exited');
  return harmBeyond(harmed, isRefusal ? product.harmed : []);
}

interface Again {
  readonly compared: Found | undefined;
  /** what is wrong with the images themselves */
  readonly check: readonly Difference[];
  /** what a reference has read, where none has baselines to read by */
  readonly reference: ReadBack | undefined;
  readonly product: Product | undefined;
  readonly notes: readonly string[];
}

const NOT_AGAIN: Again = {
  compared: undefined,
  check: [],
  reference: undefined,
  product: undefined,
  notes: [],
};

/** Plays the row on images with data, and lets the counterpart read there where no other reference could. */
async function playAgain(
  { cell: { row }, candidate, product: first }: Trial,
  { candidate: own, reference, lacking }: Readings,
  carriedOut: boolean,
  work: SharedWork,
): Promise<Again> {
  const { environment, twin } = work;
  const { readers, selfCheck } = environment;
  if (row.produces.length === 0) return NOT_AGAIN;
  if (!twin) return { ...NOT_AGAIN, notes: ['guest data is not judged: no qemu-img is installed'] };
  const isUnread = carriedOut && wants(readers, 'reference') && !reference && !(selfCheck && own);
  const observing = isUnread || row.roundTrip === true;
  const again = await secondPlay({ row, candidate, first, twin, observing }, work).catch(broken);
  if ('broken' in again) return { ...NOT_AGAIN, compared: { kind: 'unusable', reason: again.broken } };
  if ('impossible' in again) {
    return { ...NOT_AGAIN, notes: [`guest data is not judged: ${again.impossible}`] };
  }
  const { found, check, observed, product } = again;
  const { release } = twin.counterpart;
  const readsInstead = isUnread && observed !== undefined;
  return {
    compared: row.roundTrip && observed ? together(found, observed) : found,
    check,
    reference: readsInstead ? { found: observed, release } : undefined,
    product,
    notes: readsInstead
      ? [`read back by qemu-img ${release} beside what it makes itself: ${lacking.join('; ')}`]
      : [],
  };
}

/** A reference that was killed, or ran out of time: nothing is known, which must not look like a match. */
function broken(error: unknown): { readonly broken: string } {
  return { broken: errorLine(error) };
}

function judgementOf(work: SharedWork, cell: Cell, reader: Reader, found: Found): Judgement {
  if (found.kind === 'compared') {
    const { differences, lastWords } = found;
    const { environment } = work;
    const answers = (version: string) => environment.expectation(cell.row, version)?.outputs;
    const known = environment.dialect.knownDivergences;
    const judgement = applyKnown(known, cell, reader, differences, answers);
    return judgement.result === 'diverged' && lastWords.length > 0 ? { ...judgement, lastWords } : judgement;
  }
  const { reason, differences } = found;
  return { reader, result: 'error', reason, ...(differences ? { differences } : {}) };
}
