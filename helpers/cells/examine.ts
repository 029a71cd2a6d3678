import type { Difference, Location } from '../comparison/difference.ts';
import { hasCheck } from '../pipeline/formats.ts';
import type { Operation, ProbedImage } from '../pipeline/operation.ts';
import { type Limits, play, type StepResult } from '../pipeline/play.ts';
import type { HeldContent, ProducedImage } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import { said } from './said.ts';

const NOT_SUPPORTED = 63;

/** Exit code of `compare` (qemu-img(1)). */
const DIFFERS = 1;

/**
 * Puts images to the reference's `check`. Exit codes (qemu-img(1)): 0 clean, 1 the check itself failed, 2 corruptions,
 * 3 leaks, 63 no check for this format.
 */
export async function checkImages(
  images: readonly ProducedImage[],
  reference: Tool,
  place: Workplace,
  limits: Limits,
): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const image of images) {
    const { file, format } = image;
    if (!hasCheck(format)) continue;
    const result = await ask({ op: 'check', format, file, output: 'json' }, reference, place, limits);
    const flaw = flawOf(image, result);
    if (flaw) found.push({ location: { kind: 'check', file }, ...flaw });
  }
  return found;
}

/**
 * Compares what a guest would read from two images. One that is longer has to hold zeros behind the other's end:
 * qemu-img(1), compare without `-s`.
 *
 * @param image in the workplace
 * @param other path and format of the one that it should equal
 */
export async function compareContent(
  image: HeldContent,
  other: ProbedImage,
  reference: Tool,
  place: Workplace,
  limits: Limits,
): Promise<Difference[]> {
  const result = await ask({ op: 'compare', a: image, b: other }, reference, place, limits);
  const { code } = result.ending;
  if (code === 0) return [];
  const location = contentOf(image);
  // Where they differ it says at which offset.
  if (code === DIFFERS) return [{ location, expected: 'identical', actual: result.stdout.trim() }];
  const ours = await ask({ op: 'compare', a: other, b: other }, reference, place, limits);
  if (ours.ending.code !== 0)
    throw new Error(`qemu-img ${reference.release} cannot read its own: ${said(ours)}`);
  return [{ location, expected: 'identical', actual: said(result) }];
}

/** Goes back to a snapshot of an image, where it has it. */
export async function goBack(
  image: HeldContent,
  snapshot: string,
  reference: Tool,
  place: Workplace,
  limits: Limits,
): Promise<Difference[]> {
  const { file, format } = image;
  const operation = { op: 'snapshot', file, format, action: { apply: snapshot } } as const;
  const result = await ask(operation, reference, place, limits);
  if (result.ending.code === 0) return [];
  return [{ location: contentOf(image), expected: 'identical', actual: said(result) }];
}

function contentOf({ file, snapshot }: HeldContent): Location {
  return { kind: 'guest content', file, ...(snapshot === undefined ? {} : { snapshot }) };
}

/** @throws where the reference comes to no end of its own: that says nothing about an image */
async function ask(operation: Operation, tool: Tool, place: Workplace, limits: Limits): Promise<Answer> {
  const played = await play([{ name: operation.op, role: 'observe', operation }], tool, place, limits);
  const result = played.ok ? played.results[0] : undefined;
  if (!result) throw new Error(`qemu-img ${tool.release} cannot ${operation.op}: ${JSON.stringify(played)}`);
  const { ending } = result;
  if (ending.kind !== 'exited') throw new Error(`qemu-img ${tool.release}: ${operation.op} ${said(result)}`);
  return { ...result, ending };
}

/** What a reference answered at an end of its own. */
type Answer = StepResult & { readonly ending: Extract<StepResult['ending'], { kind: 'exited' }> };

type Flaw = Pick<Difference, 'expected' | 'actual'>;

function flawOf({ compressed }: ProducedImage, result: Answer): Flaw | undefined {
  const { code } = result.ending;
  if (code === NOT_SUPPORTED) return undefined;
  if (code !== 0) return { expected: 'clean', actual: verdictOfCheck(result) };
  const clusters = count(result, 'allocated-clusters');
  if (!compressed || clusters === 0 || count(result, 'compressed-clusters') > 0) return undefined;
  return { expected: 'compressed clusters', actual: `${clusters} clusters, none of them compressed` };
}

function verdictOfCheck(result: Answer): string {
  const { code } = result.ending;
  if (code === 2 || code === 3) {
    return `${count(result, 'corruptions')} corruptions, ${count(result, 'leaks')} leaks`;
  }
  return said(result);
}

/** A number of what a check has counted, 0 where it does not tell. */
function count(
  { stdout }: Answer,
  what: 'corruptions' | 'leaks' | 'allocated-clusters' | 'compressed-clusters',
): number {
  return Number(new RegExp(`"${what}":\\s*(\\d+)`).exec(stdout)?.[1] ?? 0);
}
