import { type Difference, VIRTUAL_SIZE } from '../comparison/difference.ts';
import { isObject } from '../comparison/json-value.ts';
import { parseJson } from '../comparison/parse-json.ts';
import type { CaseImage } from '../pipeline/operation.ts';
import { type Limits, play, type StepResult, succeeded } from '../pipeline/play.ts';
import type { OnRejection, RequestedSize, Step } from '../pipeline/row.ts';
import { resizedTo } from '../pipeline/size.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import { said } from './said.ts';

/** Virtual size of the image that an operation starts from, or why nobody knows it. */
export type StartSize = { readonly bytes: number } | { readonly unknown: string };

/** Asks the reference for the size that a relative one counts from, where a row may be judged by its new size. */
export async function readStartSize(
  rule: OnRejection,
  builder: Tool,
  place: Workplace,
  limits: Limits,
): Promise<StartSize | undefined> {
  if (rule.kind !== 'requested size') return undefined;
  const { file, format } = rule.size;
  const step: Step = {
    name: 'info',
    role: 'observe',
    operation: { op: 'info', file, holds: format, output: 'json' },
  };
  const played = await play([step], builder, place, limits);
  const result = played.ok ? played.results[0] : undefined;
  const bytes = result && sizeIn(result);
  if (bytes !== undefined) return { bytes };
  const why = played.ok ? result && said(result) : played.unsupported;
  return { unknown: `the size of ${file} before the operation is unknown: info ${why}` };
}

/**
 * How a reference makes what an image of a format that it does not resize should hold at the size that was asked for:
 * as raw data, which it resizes.
 */
export function throughRaw(
  { file, format }: CaseImage,
  { start, end }: RequestedSize,
): { readonly steps: readonly Step[]; readonly result: CaseImage } {
  const result: CaseImage = { file: `${file}.raw`, format: 'raw' };
  const output = { output: result.file, outputFormat: result.format };
  return {
    result,
    steps: [
      {
        name: 'dd',
        role: 'observe',
        operation: { op: 'dd', input: file, inputFormat: format, ...output, operands: ['bs=1M'] },
      },
      { name: 'resize', role: 'observe', operation: { op: 'resize', ...result, start, end, shrink: true } },
    ],
  };
}

/** Whether a reader sees an image at the size that was asked for. */
export function compareRequestedSize(
  results: readonly StepResult[],
  startBytes: number,
  { end, footer }: RequestedSize,
): Difference[] {
  const observed = results.at(-1);
  const actual = observed && sizeIn(observed);
  const expected = Number(resizedTo(BigInt(startBytes - footer), end));
  if (actual === expected || (footer > 0 && actual === expected + footer)) return [];
  return [
    {
      location: VIRTUAL_SIZE,
      expected,
      ...(actual === undefined ? {} : { actual }),
    },
  ];
}

/** Why nobody is judged by the size that his reading shows: in the words that he has for it there is none. */
export function sizelessReason(results: readonly StepResult[]): string | undefined {
  const observed = results.at(-1);
  if (!observed?.shown || !succeeded(observed) || Object.keys(observed.shown).length === 0) return undefined;
  return sizeIn(observed) === undefined ? `its ${observed.name} shows no virtual-size` : undefined;
}

/** `virtual-size` of an info document, or of what is shown of one, bytes; undefined where none is definite. */
function sizeIn({ stdout, shown }: StepResult): number | undefined {
  const size = shown ? shown['virtual-size'] : virtualSize(stdout);
  return typeof size === 'number' ? size : undefined;
}

function virtualSize(document: string): unknown {
  const parsed = parseJson(document);
  return parsed.ok && isObject(parsed.value) ? parsed.value['virtual-size'] : undefined;
}
