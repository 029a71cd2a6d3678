import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderedTypes } from '../pipeline/compose-rows.ts';
import type { FoundImage } from '../pipeline/operation.ts';
import { imageEntry } from '../testing/image-entry.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { imageRows } from './image-rows.ts';

const origin = { generated_by: 'qemu-img' };
const IMAGES = [
  imageEntry('asked', origin),
  imageEntry('skipped', { ...origin, skip_qemu_img: true }),
  imageEntry('withheld', { ...origin, withheld: { map: 'It comes to no end' } }),
];

/** The ids that a suite of a name asks for. */
async function asked(suite: string): Promise<unknown[]> {
  const folder = temporaryFolder();
  place(join(folder, 'manifest.json'), JSON.stringify({ version: 1, images: IMAGES }));
  const types = renderedTypes(suite, { human: 'text', json: 'json-text' });
  const operation = (input: FoundImage) =>
    ({ op: 'measure', input, target: 'raw', options: [], output: 'human' }) as const;
  const rows = await imageRows(suite, types, [{ operation }], folder);
  return [...new Set(rows.map(({ image }) => image?.id))];
}

test('an image that no reference may read is not asked for', async () => {
  expect(await asked('measure')).toEqual(['asked', 'withheld']);
});

test('an image is left out of the one suite that it is withheld from', async () => {
  expect(await asked('map')).toEqual(['asked']);
});
