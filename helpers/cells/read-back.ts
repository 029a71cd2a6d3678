import type { Expectation } from '../baselines/expectation.ts';
import { succeeded } from '../pipeline/play.ts';
import { wants } from '../pipeline/reader.ts';
import { stepsOf } from '../pipeline/row.ts';
import { baselinesOf } from './cell.ts';
import { differing, type Found, misconduct, readingOf, unreadProblem } from './judge.ts';
import { withOtherReleases } from './other-releases.ts';
import type { Reading } from './product.ts';
import { compareRequestedSize, sizelessReason } from './requested-size.ts';
import { said } from './said.ts';
import type { SharedWork } from './shared-work.ts';
import { isCarriedOut, type Rule, type Trial } from './trial.ts';

/** Characters of an output that may be the answer of another release; those that are recorded have some thousand. */
const LONGEST_ANSWER = 100_000;

/** What a release did, and which. */
interface Baseline {
  readonly expected: Expectation;
  readonly release: string;
}

/** What a reader found, and by the baselines of which release. */
export interface ReadBack {
  readonly found: Found;
  readonly release: string;
}

export interface Readings {
  /** undefined where this reader is not wanted, or cannot */
  readonly candidate?: ReadBack;
  readonly reference?: ReadBack;
  /** why the candidate cannot read, or which other release reads for the cell's own */
  readonly notes: readonly string[];
  /** why a reader that was wanted does not read */
  readonly lacking: readonly string[];
}

/** Lets every reader that is wanted read a product, or what an operation prints that makes none. */
export async function readBack(trial: Trial, rule: Rule, work: SharedWork): Promise<Readings> {
  const { cell, candidate, product, expected } = trial;
  const { readers, selfCheck } = work.environment;
  const { row } = cell;
  const printed = row.produces.length === 0;
  // In a self-check the two readers are one program.
  const readsItself = printed || selfCheck || wants(readers, 'candidate');
  const own = readsItself ? await work.read(row, product, candidate, true) : undefined;
  const why = own && whyUnread(own, rule);
  const unable = why === undefined ? undefined : `${candidate.dialect.name}: ${why}`;
  const release = baselinesOf(cell);
  const mine =
    own && unable === undefined
      ? { found: judgeReading(trial, rule, own, { expected, release }, work), release }
      : undefined;
  const results = {
    ...(mine && { candidate: mine }),
    notes: mine && own ? partlyRead(candidate.dialect.name, own) : [],
    lacking: unable === undefined ? [] : [unable],
  };
  if (printed || selfCheck || !wants(readers, 'reference')) return results;
  const theirs = await referenceReads(trial, rule, work);
  if ('lacking' in theirs) return { ...results, lacking: [...results.lacking, theirs.lacking] };
  return {
    ...results,
    reference: theirs.readBack,
    notes: [
      ...results.notes,
      ...(unable === undefined ? [] : [`read by a reference alone: ${unable}`]),
      ...theirs.notes,
    ],
  };
}

/** Why the candidate does not read, where it does not: it has no way to, or its words do not tell what is asked. */
function whyUnread(own: Reading, rule: Rule): string | undefined {
  if (own.kind === 'unsupported') return own.reason;
  return rule.kind === 'requested size' ? sizelessReason(own.results) : undefined;
}

/** Says which fields were compared of what the candidate printed in words of its own. */
function partlyRead(name: string, own: Reading): string[] {
  if (own.kind === 'unsupported') return [];
  return own.results.flatMap((result) => {
    const fields = Object.keys(result.shown ?? {});
    return fields.length === 0 ? [] : [`compared of ${result.name} by ${name}: ${fields.join(', ')}`];
  });
}

/** The nearest reference that has baselines reads, and is held against its own. */
async function referenceReads(
  trial: Trial,
  rule: Rule,
  work: SharedWork,
): Promise<
  { readonly readBack: ReadBack; readonly notes: readonly string[] } | { readonly lacking: string }
> {
  const { cell, product, expected } = trial;
  const { row } = cell;
  const own = baselinesOf(cell);
  const reader = work.environment.reader(row, own);
  const absence = work.environment.absence(row, own);
  if (!reader) return { lacking: `nobody reads the image back: ${absence}` };
  const { release } = reader;
  const recorded = release === own ? expected : work.environment.expectation(row, release);
  if (!recorded || (rule.kind === 'as recorded' && !isCarriedOut(row, recorded))) {
    return {
      lacking: `qemu-img ${release}, the nearest to ${own}, has nothing recorded to read this image by`,
    };
  }
  const reading = await work.read(row, product, reader, false);
  const found = judgeReading(trial, rule, reading, { expected: recorded, release }, work);
  const notes = release === own ? [] : [`read back by qemu-img ${release}, by its own baseline: ${absence}`];
  return { readBack: { found, release }, notes };
}

function judgeReading(
  { cell: { row }, product }: Trial,
  rule: Rule,
  reading: Reading,
  { expected, release }: Baseline,
  work: SharedWork,
): Found {
  if (reading.kind === 'unsupported') return { kind: 'unusable', reason: reading.reason };
  const { results } = reading;
  const problem = misconduct('reading', reading);
  if (problem) return problem;
  if (rule.kind === 'requested size') {
    const broken = results.find((result) => !succeeded(result));
    const reason = broken ? `${broken.name} ${said(broken)}` : unreadProblem(row.outputs, results);
    if (reason !== undefined) return { kind: 'unusable', reason };
    const { startSize } = product;
    if (startSize === undefined) throw new Error(`${row.title}: nobody asked for the size of its fixture`);
    if ('unknown' in startSize) return { kind: 'unusable', reason: startSize.unknown };
    return differing(compareRequestedSize(results, startSize.bytes, rule.size));
  }
  const judge = readingOf(row, results);
  const found = judge(expected);
  // What no release can have printed need not be held against each of them.
  if (results.some(({ stdout }) => stdout.length > LONGEST_ANSWER)) return found;
  const held = { row, release, steps: stepsOf(row, 'observe'), judge };
  return withOtherReleases(found, held, work.environment);
}
