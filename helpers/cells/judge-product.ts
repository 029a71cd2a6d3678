import { succeeded } from '../pipeline/play.ts';
import { IMAGE_READERS, type Reader } from '../pipeline/reader.ts';
import { applyKnown } from './apply-known.ts';
import { baselinesOf, type Cell } from './cell.ts';
import { differing, type Found, together } from './judge.ts';
import { judgeOperation } from './judge-operation.ts';
import { type Again, NOT_AGAIN, playAgain } from './play-again.ts';
import type { Product } from './product.ts';
import { type Readings, readBack } from './read-back.ts';
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
  const examiner = work.environment.builder(row, version);
  if (!examiner || row.produces.length === 0) return undefined;
  // One that does not make such an image cannot tell what is wrong with it.
  const own = work.environment.expectation(row, examiner.release);
  if (rule.kind === 'as recorded' && own && !isCarriedOut(row, own)) return undefined;
  const found = await work.check(row, product, examiner);
  return found.length === 0 && beyond.length > 0
    ? onData(judged('check', differing(beyond)))
    : judged('check', differing(found));
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
