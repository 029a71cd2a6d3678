import { type Difference, VIRTUAL_SIZE } from '../comparison/difference.ts';
import { isObject } from '../comparison/json-value.ts';
import { parseJson } from '../comparison/parse-json.ts';
import type { CaseImage } from '../pipeline/operation.ts';
import { type Limits, play, type StepResult } from '../pipeline/play.ts';
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
  const bytes = virtualSize(result?.stdout ?? '');
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
        operation: { op: 'dd', input: file, inputFormat: format, ...output, operands: [] },
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
  const actual = observed ? virtualSize(observed.stdout) : undefined;
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

/** `virtual-size` of an info document, bytes; undefined where it has none, or none that is definite. */
function virtualSize(document: string): number | undefined {
  const parsed = parseJson(document);
  if (!parsed.ok || !isObject(parsed.value)) return undefined;
  const size = parsed.value['virtual-size'];
  return typeof size === 'number' ? size : undefined;
}
