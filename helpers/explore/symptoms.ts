import type { Judgement, Verdict } from '../cells/verdict.ts';
import { type Location, type WrittenDifference, writeDifference } from '../comparison/difference.ts';
import type { Reader } from '../pipeline/reader.ts';
import type { Row } from '../pipeline/row.ts';
import { outputKey } from './tables.ts';

/** One thing that is wrong with what a candidate did. */
export interface Symptom {
  /**
   * what it is, wherever in a pipeline it is seen: `virtual-size`, `map json: extent: depth`, `exit code 0 1 <words>`. Equal
   * in pipelines in which the same is wrong, whatever their sizes are.
   */
  readonly kind: string;
  readonly reader: Reader;
  /** what differs; a candidate that gives nothing to compare has a reason instead */
  readonly what: WrittenDifference | { readonly reason: string };
  /** what the candidate said last, where an exit code differs */
  readonly lastWords?: string;
}

/** Why a verdict says nothing of the candidate: the reference cannot read what it has made itself, or comes to no end. */
export function troubleOfReference(verdict: Verdict): string | undefined {
  if (verdict.result !== 'error') return undefined;
  const reasons = verdict.judgements.flatMap((judgement) =>
    judgement.result === 'error' ? [judgement.reason] : [],
  );
  return reasons.find((reason) => /^(?:guest data cannot be judged: )?qemu-img \d/.test(reason));
}

/** Everything that is wrong by a verdict, each kind once: what two readers see is one thing. */
export function symptomsOf(row: Row, verdict: Verdict): Symptom[] {
  if (verdict.result === 'skipped') return [];
  const changes = row.steps.filter(({ role }) => role === 'subject').length;
  // Of several operations that one refuses what came before it has changed files, and was to.
  const isSymptom = ({ kind }: Symptom) => kind !== 'file' || changes <= 1;
  const all = verdict.judgements.flatMap((judgement) => symptomsIn(row, judgement)).filter(isSymptom);
  return [...new Map([...all].reverse().map((symptom) => [symptom.kind, symptom])).values()].reverse();
}

function symptomsIn(row: Row, judgement: Judgement): Symptom[] {
  const { reader } = judgement;
  if (judgement.result === 'error') {
    const { reason } = judgement;
    return [{ kind: `error: ${masked(reason, row)}`, reader, what: { reason } }];
  }
  if (judgement.result !== 'diverged') return [];
  const { differences, lastWords = [] } = judgement;
  return differences.map((difference): Symptom => {
    const { location, expected, actual } = difference;
    const what = writeDifference(difference);
    if (location.kind !== 'exit code') return { kind: kindOf(location, row), reader, what };
    const said = lastWords.find(({ step }) => step === location.step);
    const words = (said?.candidate || said?.reference || '').trim().split('\n').at(-1) ?? '';
    return {
      kind: `exit code ${expected} ${actual} ${masked(words, row)}`.trim(),
      reader,
      what,
      ...(said?.candidate ? { lastWords: said.candidate.trim() } : {}),
    };
  });
}

/** A place without what is another in each pipeline: names of files and steps, positions, numbers. */
function kindOf(location: Location, row: Row): string {
  const printed = 'output' in location ? row.steps.find(({ name }) => name === location.output) : undefined;
  const [only] = row.outputs;
  const step = printed ?? row.steps.find(({ name }) => name === only?.step);
  // Nearly all pipelines look at `info json`.
  const key = step === undefined ? '' : outputKey(step.operation);
  const of = key === '' || key === 'info json' ? '' : `${key}: `;
  switch (location.kind) {
    case 'field':
      return `${of}${location.keys.filter((part) => typeof part === 'string').join('.') || '(document)'}`;
    case 'extent':
      return `${of}extent${location.field === undefined ? '' : `: ${location.field}`}`;
    case 'line':
      return `${of}line`;
    case 'bytes':
      return `${of}bytes`;
    case 'untold':
      return `${of}more`;
    case 'exit code':
    case 'failure':
      return location.kind;
    case 'check':
      return 'check';
    case 'guest content':
      return 'guest content';
    case 'file':
      return 'file';
  }
}

/** A sentence in which names of files and numbers are left out, so that it is one for many pipelines. */
function masked(text: string, row: Row): string {
  const names = Object.keys(row.files).sort((a, b) => b.length - a.length);
  const withoutNames = names.reduce((rest, name) => rest.replaceAll(name, 'FILE'), text);
  return withoutNames
    .replaceAll('$FILENAME', 'FILE')
    .replaceAll(/\/[^\s'"]*\//g, '')
    .replaceAll(/_?\d+/g, '0');
}
