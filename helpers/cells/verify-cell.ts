import { recordedReturnCode } from '../baselines/triple.ts';
import { type StepResult, succeeded } from '../pipeline/play.ts';
import { type Reader, wants } from '../pipeline/reader.ts';
import type { Consistency, Row } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { applyKnown } from './apply-known.ts';
import { said } from './examine.ts';
import { type Baselines, compareEndings, compareOutputs, compareVirtualSize, type Found } from './judge.ts';
import { kvmProblem } from './kvm.ts';
import { type Product, type Reading, stepsOf } from './product.ts';
import { type Judgement, type Verdict, verdictOf } from './verdict.ts';
import type { Workshop } from './workshop.ts';

/** The verdict on one case at one release, and the product that it was made from, where there is one. */
export interface Verified {
  readonly verdict: Verdict;
  readonly product?: Product;
  /** a release other than the cell's own that built the fixture */
  readonly builtBy?: string;
}

/** Plays one case with the candidate and holds what it did against the baselines of one release. */
export async function verifyCell(
  row: Row,
  version: string,
  baselines: Baselines,
  workshop: Workshop,
): Promise<Verified> {
  const { bench } = workshop;
  const candidate = bench.candidate(version);
  if (!candidate)
    return skipped(`qemu-img ${version} is not installed, so nothing can stand for the candidate`);
  const builder = bench.builder(version);
  if (!builder && stepsOf(row, 'fixture').length > 0) {
    return skipped('no qemu-img is installed to build the fixture (npm run provision)');
  }
  if (row.image !== undefined) {
    const image = await bench.image(row.image.id);
    if ('missing' in image) return skipped(image.missing);
    if ('drift' in image) return drifted(image.drift);
  }
  const outcome = await workshop.produce(row, candidate, builder);
  if (outcome.kind === 'unsupported') return skipped(`${candidate.dialect.name}: ${outcome.reason}`);
  const { product } = outcome;
  const builtBy = builder && stepsOf(row, 'fixture').length > 0 && builder.release !== version;
  const verified = { product, ...(builtBy ? { builtBy: builder.release } : {}) };
  const broken = product.fixture.find((step) => !succeeded(step));
  if (broken) return { ...verified, verdict: brokenFixture(row, broken, builder, baselines) };
  return { ...verified, verdict: await judge(row, version, baselines, workshop, candidate, product) };
}

function skipped(reason: string): Verified {
  return { verdict: { result: 'skipped', reason } };
}

function drifted(reason: string): Verified {
  return { verdict: verdictOf([{ reader: 'reference', result: 'error', reason }]) };
}

function brokenFixture(row: Row, step: StepResult, builder: Tool | undefined, baselines: Baselines): Verdict {
  const meta = [...baselines.values()][0]?.meta ?? {};
  if (recordedReturnCode(meta, row, step.name) !== 0) {
    return { result: 'skipped', reason: `the reference cannot build this fixture (${step.name} fails)` };
  }
  const reason = `qemu-img ${builder?.release} could not build the fixture: ${step.name} ${said(step)}`;
  return verdictOf([{ reader: 'reference', result: 'error', reason }]);
}

async function judge(
  row: Row,
  version: string,
  baselines: Baselines,
  workshop: Workshop,
  candidate: Tool,
  product: Product,
): Promise<Verdict> {
  const { bench } = workshop;
  const judged = (reader: Reader, found: Found): Judgement =>
    found.kind === 'unusable'
      ? { reader, result: 'error', reason: found.reason }
      : applyKnown(bench.dialect.knownDivergences, row, version, reader, found.differences);

  const carriedOut = product.subject.every(succeeded);
  const leave = carriedOut && wasRefused(row, baselines) ? row.onRejection : 'must reject too';
  if (typeof leave === 'object' && 'skip' in leave) return { result: 'skipped', reason: leave.skip };
  const resized = typeof leave === 'object' ? leave : undefined;
  const operation = judgeOperation(row, product, baselines, resized !== undefined);
  if (operation.kind === 'unusable' || !carriedOut) return verdictOf([judged('candidate', operation)]);

  const judgements: Judgement[] = [];
  const readsItself = row.produces.length === 0 || wants(bench.readers, 'candidate');
  if (readsItself) {
    const reading = await workshop.read(row, product, candidate, true);
    if (reading.kind === 'unsupported') {
      return { result: 'skipped', reason: `${candidate.dialect.name}: ${reading.reason}` };
    }
    const found = together(operation, judgeReading(row, reading, baselines, product, resized));
    judgements.push(judged('candidate', found));
  } else if (operation.differences.length > 0) {
    judgements.push(judged('candidate', operation));
  }
  if (row.produces.length === 0) return verdictOf(judgements);

  const reference = bench.reference(version);
  if (bench.readers === 'reference' && !reference) {
    return { result: 'skipped', reason: `qemu-img ${version} is not installed to read the image back` };
  }
  // In a self-check the two readers are one program.
  if (reference && wants(bench.readers, 'reference') && !(bench.selfCheck && readsItself)) {
    const reading = await workshop.read(row, product, reference, false);
    judgements.push(judged('reference', judgeReading(row, reading, baselines, product, resized)));
  }
  const examiner = bench.builder(version);
  if (examiner) {
    const { faults, strangers } = await workshop.examine(row, product, examiner, [...baselines.keys()]);
    judgements.push(judged('check', { kind: 'compared', differences: faults }));
    if (strangers) judgements.push(judged('compare', { kind: 'compared', differences: strangers }));
  }
  return verdictOf(judgements);
}

function wasRefused(row: Row, baselines: Baselines): boolean {
  const meta = [...baselines.values()][0]?.meta ?? {};
  return stepsOf(row, 'subject').some(({ name }) => recordedReturnCode(meta, row, name) !== 0);
}

/** What the operation itself tells: how it ended, and whether it kept to its files. */
function judgeOperation(row: Row, product: Product, baselines: Baselines, mayDiffer: boolean): Found {
  const problem = kvmProblem(product.subject);
  if (problem) return { kind: 'unusable', reason: problem };
  if (product.trespasses.length > 0) {
    return {
      kind: 'unusable',
      reason: `the operation changed or left behind ${product.trespasses.join(', ')}`,
    };
  }
  if (mayDiffer) return { kind: 'compared', differences: [] };
  return compareEndings(row, stepsOf(row, 'subject'), product.subject, baselines);
}

function judgeReading(
  row: Row,
  reading: Reading,
  baselines: Baselines,
  product: Product,
  resized: Consistency | undefined,
): Found {
  if (reading.kind === 'unsupported') return { kind: 'unusable', reason: reading.reason };
  const { results, trespasses } = reading;
  const problem = kvmProblem(results);
  if (problem) return { kind: 'unusable', reason: problem };
  if (trespasses.length > 0) {
    return { kind: 'unusable', reason: `reading changed or left behind ${trespasses.join(', ')}` };
  }
  if (resized) {
    const broken = results.find((result) => !succeeded(result));
    if (broken) return { kind: 'unusable', reason: `${broken.name} ${said(broken)}` };
    return { kind: 'compared', differences: compareVirtualSize(results, product.startSize ?? 0, resized) };
  }
  const endings = compareEndings(row, stepsOf(row, 'observe'), results, baselines);
  const outputs: Found = { kind: 'compared', differences: compareOutputs(row, results, baselines) };
  return together(endings, outputs);
}

function together(first: Found, second: Found): Found {
  if (first.kind === 'unusable') return first;
  if (second.kind === 'unusable') return second;
  return { kind: 'compared', differences: [...first.differences, ...second.differences] };
}
