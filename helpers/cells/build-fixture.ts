import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { copySparse } from '../files/copy-sparse.ts';
import { placeImages } from '../images/place-images.ts';
import { play, type StepResult } from '../pipeline/play.ts';
import type { Row } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import type { Bench } from './bench.ts';
import { contentDigest } from './digest.ts';
import { virtualSize } from './judge.ts';
import { rowKey, stepsOf } from './product.ts';

/** What a subject finds: built, and not yet used. */
export interface Fixture {
  readonly place: Workplace;
  readonly results: readonly StepResult[];
  readonly startSize: number | undefined;
  /** identity of the files' content */
  readonly digest: string;
}

/** Builds the fixture of a row in an empty workplace: image fixtures are placed, `fixture` steps are played. */
export async function buildFixture(
  row: Row,
  builder: Tool | undefined,
  place: Workplace,
  bench: Bench,
): Promise<Fixture> {
  if (row.image !== undefined) {
    const image = await bench.image(row.image.id);
    if ('files' in image) await placeImages(image.files, place.work, bench.selfCheck);
  }
  const steps = stepsOf(row, 'fixture');
  if (steps.length === 0) return { place, results: [], startSize: undefined, digest: row.image?.id ?? '' };
  if (builder === undefined) throw new Error(`${rowKey(row)}: a fixture without a builder`);
  const played = await play(row, steps, builder, place, bench.stage);
  if (!played.ok) throw new Error(played.unsupported);
  const startSize = await startSizeOf(row, builder, place, bench);
  return { place, results: played.results, startSize, digest: await contentDigest(place.work) };
}

async function startSizeOf(
  row: Row,
  builder: Tool,
  place: Workplace,
  bench: Bench,
): Promise<number | undefined> {
  const rule = row.onRejection;
  if (typeof rule !== 'object' || !('end' in rule)) return undefined;
  const operation = { op: 'info', file: rule.file, output: 'json' } as const;
  const step = { name: 'info', role: 'observe', operation } as const;
  const played = await play(row, [step], builder, place, bench.stage);
  return played.ok ? virtualSize(played.results[0]?.stdout ?? '') : undefined;
}

/** Copies the files of one workplace into another, byte for byte. */
export async function copyWorkplace(from: Workplace, to: Workplace): Promise<void> {
  const names = readdirSync(from.work);
  await copySparse(
    names.map((name) => join(from.work, name)),
    to.work,
  );
}
