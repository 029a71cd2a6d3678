import type { Expectation } from '../baselines/expectation.ts';
import { succeeded } from '../pipeline/play.ts';
import { type Reader, wants } from '../pipeline/reader.ts';
import { type OnRejection, type Row, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { applyKnown } from './apply-known.ts';
import type { Cell } from './cell.ts';
import { compareEndings, compareOutputs, type Found, misconduct, together } from './judge.ts';
import type { Product, Reading } from './product.ts';
import { compareRequestedSize } from './requested-size.ts';
import { said } from './said.ts';
import type { SharedWork } from './shared-work.ts';
import { type Judgement, skipped, type Verdict, verdictOf } from './verdict.ts';

/** What is to be judged: the candidate's product in a cell, and what the release did there. */
export interface Trial {
  readonly cell: Cell;
  readonly expected: Expectation;
  readonly candidate: Tool;
  readonly product: Product;
}

/** By what a product is judged: as it is recorded, or by another rule, since the reference refused to make it. */
type Rule = Exclude<OnRejection, { kind: 'reject too' }> | { readonly kind: 'as recorded' };

/** Judges the operation first, then lets every reader read its result, then lets a reference examine the images. */
export async function judgeProduct(trial: Trial, work: SharedWork): Promise<Verdict> {
  const { cell, product } = trial;
  const rule = ruleFor(trial);
  if (rule.kind === 'skip') return skipped(rule.reason);
  const operation = judgeOperation(trial, rule);
  const judged = (reader: Reader, found: Found) => judgementOf(work, cell, reader, found);
  if (operation.kind === 'unusable' || !product.subject.every(succeeded)) {
    return verdictOf([judged('candidate', operation)]);
  }
  const readings = await readBack(trial, rule, work);
  if ('skip' in readings) {
    // What is wrong with the operation is wrong whoever can read its result.
    const isWrong = operation.differences.length > 0;
    return isWrong ? verdictOf([judged('candidate', operation)]) : skipped(readings.skip);
  }
  const { candidate, reference } = readings;
  const judgements: Judgement[] = [];
  // Where the candidate does not read, its operation is a finding only if something is wrong with it.
  if (candidate) judgements.push(judged('candidate', together(operation, candidate)));
  else if (operation.differences.length > 0) judgements.push(judged('candidate', operation));
  if (reference) judgements.push(judged('reference', reference));
  return verdictOf([...judgements, ...(await examined(trial, work))]);
}

function ruleFor({ cell: { row }, expected, product }: Trial): Rule {
  const wasRefused = stepsOf(row, 'subject').some(({ name }) => expected.exitCodes.get(name) !== 0);
  const isCarriedOut = product.subject.every(succeeded);
  const { onRejection } = row;
  if (!wasRefused || !isCarriedOut || onRejection.kind === 'reject too') return { kind: 'as recorded' };
  return onRejection;
}

/** What the operation itself tells: how it ended, and whether it kept to its files. */
function judgeOperation({ cell: { row }, expected, product }: Trial, rule: Rule): Found {
  const { subject, touched } = product;
  const found = misconduct('the operation', subject, touched);
  if (found) return found;
  if (rule.kind !== 'as recorded') return { kind: 'compared', differences: [] };
  return compareEndings(stepsOf(row, 'subject'), subject, expected.exitCodes);
}

interface Readings {
  /** undefined where this reader is not wanted, or not there */
  readonly candidate: Found | undefined;
  readonly reference: Found | undefined;
}

async function readBack(
  trial: Trial,
  rule: Rule,
  work: SharedWork,
): Promise<Readings | { readonly skip: string }> {
  const { cell, candidate, product } = trial;
  const { environment } = work;
  const { readers, selfCheck } = environment;
  const { row, version } = cell;
  const readsItself = writesNothing(row) || wants(readers, 'candidate');
  const own = readsItself ? await work.read(row, product, candidate, true) : undefined;
  if (own?.kind === 'unsupported') return { skip: `${candidate.dialect.name}: ${own.reason}` };
  const found = own && judgeReading(trial, rule, own);
  if (writesNothing(row)) return { candidate: found, reference: undefined };
  const reference = environment.reference(version);
  if (readers === 'reference' && !reference) {
    return { skip: `qemu-img ${version} is not installed to read the image back` };
  }
  // In a self-check the two readers are one program.
  if (!reference || !wants(readers, 'reference') || (selfCheck && readsItself)) {
    return { candidate: found, reference: undefined };
  }
  const reading = await work.read(row, product, reference, false);
  return { candidate: found, reference: judgeReading(trial, rule, reading) };
}

function judgeReading({ cell: { row }, expected, product }: Trial, rule: Rule, reading: Reading): Found {
  if (reading.kind === 'unsupported') return { kind: 'unusable', reason: reading.reason };
  const { results, touched } = reading;
  const found = misconduct('reading', results, touched);
  if (found) return found;
  if (rule.kind === 'requested size') {
    const broken = results.find((result) => !succeeded(result));
    if (broken) return { kind: 'unusable', reason: `${broken.name} ${said(broken)}` };
    const { startSize } = product;
    if (startSize === undefined) throw new Error(`${row.title}: nobody asked for the size of its fixture`);
    if ('unknown' in startSize) return { kind: 'unusable', reason: startSize.unknown };
    return { kind: 'compared', differences: compareRequestedSize(results, startSize.bytes, rule.size) };
  }
  return together(compareEndings(stepsOf(row, 'observe'), results, expected.exitCodes), {
    kind: 'compared',
    differences: compareOutputs(row.outputs, results, expected.outputs),
  });
}

/** What the nearest reference says of the images themselves, whatever anybody read from them. */
async function examined({ cell, product }: Trial, work: SharedWork): Promise<Judgement[]> {
  const examiner = work.environment.builder(cell.version);
  if (!examiner || writesNothing(cell.row)) return [];
  const { check, compare } = await work.examine(cell.row, product, examiner);
  return [
    judgementOf(work, cell, 'check', { kind: 'compared', differences: check }),
    ...(compare ? [judgementOf(work, cell, 'compare', { kind: 'compared', differences: compare })] : []),
  ];
}

function writesNothing(row: Row): boolean {
  return row.produces.length === 0;
}

function judgementOf(work: SharedWork, cell: Cell, reader: Reader, found: Found): Judgement {
  if (found.kind === 'compared') {
    const { environment } = work;
    const answers = (version: string) => environment.expectation(cell.row, version)?.outputs;
    return applyKnown(environment.dialect.knownDivergences, cell, reader, found.differences, answers);
  }
  const { reason, differences } = found;
  return { reader, result: 'error', reason, ...(differences ? { differences } : {}) };
}
