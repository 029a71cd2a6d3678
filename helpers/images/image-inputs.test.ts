import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageEntry } from '../testing/image-entry.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { beside, imageInputs } from './image-inputs.ts';

const origin = { generated_by: 'qemu-img' };
const IMAGES = [
  imageEntry('a-base', { ...origin, path: 'images/a-base.vmdk', format: 'vmdk' }),
  imageEntry('b-overlay', { ...origin, path: 'images/b.qcow2', format: 'qcow2', backing: 'a-base' }),
  imageEntry('c-vhd', { ...origin, path: 'images/c.vhd', format: 'vpc', safety: 'malformed' }),
];

async function inputs() {
  const folder = temporaryFolder();
  place(join(folder, 'manifest.json'), JSON.stringify({ version: 1, images: IMAGES }));
  return new Map((await imageInputs('info', folder)).map((input) => [input.image.id, input]));
}

test('an image comes with what it is backed by, which has no placeholder', async () => {
  const input = (await inputs()).get('b-overlay');
  expect(input?.file).toBe('b.qcow2');
  expect(input?.reads).toEqual({
    files: { 'b.qcow2': '$FILENAME', 'a-base.vmdk': null },
    image: { id: 'b-overlay', safety: 'safe', needs: ['qcow2', 'vmdk'] },
  });
});

test('of two side by side the first is that of the case', async () => {
  const all = await inputs();
  const [one, other] = [all.get('c-vhd'), all.get('b-overlay')];
  if (!one || !other) throw new Error('no such image');
  expect(beside(one, other)).toMatchObject({ file: 'c.vhd', image: { id: 'c-vhd' } });
  expect(beside(one, other).reads).toEqual({
    files: { 'c.vhd': '$FILENAME', 'b.qcow2': null, 'a-base.vmdk': null },
    image: { id: 'c-vhd', beside: 'b-overlay', safety: 'malformed', needs: ['vpc', 'qcow2', 'vmdk'] },
  });
  // Also where one is backed by the other, whose file is the same.
  const base = all.get('a-base');
  expect(base && beside(base, other).reads.files).toEqual({
    'a-base.vmdk': '$FILENAME',
    'b.qcow2': null,
  });
});
