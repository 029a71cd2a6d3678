import { copyFileSync, existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copySparse } from '../files/copy-sparse.ts';
import { removeTree } from '../files/remove-tree.ts';
import { placeImages } from '../images/place-images.ts';
import { imageFixture } from '../images/unpacked-images.ts';
import { limitsOf, play, type StepResult } from '../pipeline/play.ts';
import { imageIds, type Row, rowKey, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import { type Contents, contentsOf, digestOf } from './digest.ts';
import type { Workshop } from './environment.ts';
import { lackedSpace, OutOfSpace } from './out-of-space.ts';
import { readStartSize, type StartSize } from './requested-size.ts';

/** What a subject finds: built, and not yet used. */
export interface Fixture {
  readonly place: Workplace;
  readonly results: readonly StepResult[];
  readonly startSize: StartSize | undefined;
  /** the files, where the subject writes any */
  readonly given: Contents;
  /** identity of the files' content */
  readonly digest: string;
}

/**
 * Builds the fixture of a row in an empty workplace: image fixtures are placed, `fixture` steps are played.
 *
 * @returns why it cannot be built, where the builder lacks a program
 * @throws OutOfSpace where there is no room for it
 */
export async function buildFixture(
  row: Row,
  builder: Tool | undefined,
  place: Workplace,
  workshop: Workshop,
): Promise<Fixture | { readonly unsupported: string }> {
  const { selfCheck, scratch, timeLimit, signal } = workshop;
  const ids = imageIds(row);
  const image = await imageFixture(ids, workshop.image);
  if ('files' in image) {
    await placeWhole(image.files, place, workshop);
    renameFiles(place, row.image?.names);
  }
  const steps = stepsOf(row, 'fixture');
  if (steps.length === 0) {
    // What a release is given are links to the images, which nothing here holds it against.
    const given = selfCheck || !('sums' in image) ? new Map() : sumsIn(place, image.sums, row.image?.names);
    return { place, results: [], startSize: undefined, given, digest: ids.join(' ') };
  }
  if (builder === undefined) throw new Error(`${rowKey(row)}: a fixture without a builder`);
  const limits = limitsOf(row, timeLimit, signal);
  const played = await play(steps, builder, place, limits);
  if (!played.ok) return { unsupported: played.unsupported };
  if (lackedSpace(played.results, scratch)) throw new OutOfSpace(scratch);
  const startSize = await readStartSize(row.onRejection, builder, place, limits);
  // In a self-check nothing is shared by content, and a release is excused of what it does to its own files.
  const given: Contents = selfCheck ? new Map() : await contentsOf(place.work);
  return { place, results: played.results, startSize, given, digest: digestOf(given) };
}

/** Places images as they were unpacked: a candidate that is played beside may be changing them. */
async function placeWhole(
  files: readonly string[],
  { work }: Workplace,
  { selfCheck, surroundings }: Workshop,
): Promise<void> {
  const copy = async () => {
    for (const file of files) removeTree(join(work, basename(file)));
    await placeImages(files, work, selfCheck);
  };
  await (surroundings?.copyImages(copy) ?? copy());
}

/** The contents of copies, as they are known of the images: to read them all would take longer than the case. */
function sumsIn(
  { work }: Workplace,
  sums: ReadonlyMap<string, string>,
  names: Readonly<Record<string, string>> = {},
): Contents {
  const placed = [...sums].map(([name, sha256]) => [names[name] ?? name, sha256] as const);
  return new Map(
    placed.map(([name, sha256]) => [name, { size: statSync(join(work, name)).size, sha256 }] as const),
  );
}

/** Gives placed images the names by which they are played. */
function renameFiles({ work }: Workplace, names: Readonly<Record<string, string>> = {}): void {
  for (const [from, to] of Object.entries(names)) {
    if (existsSync(join(work, from))) renameSync(join(work, from), join(work, to));
  }
}

/** Up to this size, bytes, writing a file's holes out costs less than starting a program that does not. */
const SMALL = 2 ** 20;

/** Copies the files of one workplace into another, byte for byte; large ones with their holes. */
export async function copyWorkplace(from: Workplace, to: Workplace): Promise<void> {
  const files = readdirSync(from.work).map((name) => join(from.work, name));
  const isSmall = (path: string) => statSync(path).size <= SMALL;
  for (const path of files.filter(isSmall)) copyFileSync(path, join(to.work, basename(path)));
  await copySparse(
    files.filter((path) => !isSmall(path)),
    to.work,
  );
}
