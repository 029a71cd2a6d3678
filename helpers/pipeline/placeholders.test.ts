import { expect, test } from 'vitest';
import { placeholders } from './placeholders.ts';

const files = { 'image.qcow2': '$FILENAME', 'base.qcow2': '$BASE', 'input.raw': null } as const;
const normalise = placeholders(files, '/scratch/case-a.b+c/work');

const texts: [string, string][] = [
  ['image.qcow2', '$FILENAME'],
  ['./image.qcow2', '$FILENAME'],
  ['/scratch/case-a.b+c/work/image.qcow2', '$FILENAME'],
  ["Formatting 'image.qcow2', fmt=qcow2", "Formatting '$FILENAME', fmt=qcow2"],
  ['qemu-img: image.qcow2: Image is corrupt', 'qemu-img: $FILENAME: Image is corrupt'],
  ['could not open image.qcow2.', 'could not open $FILENAME.'],
  ['image.qcow2 image.qcow2\nimage.qcow2', '$FILENAME $FILENAME\n$FILENAME'],
  ['backing_file=base.qcow2,backing_fmt=qcow2', 'backing_file=$BASE,backing_fmt=qcow2'],
  ['if=input.raw of=image.qcow2', 'if=input.raw of=$FILENAME'],
  ['/scratch/case-a.b+c/work/input.raw', 'input.raw'],
  ['json:{"file.filename":"image.qcow2"}', 'json:{"file.filename":"$FILENAME"}'],
  // never inside a longer name
  ['myimage.qcow2', 'myimage.qcow2'],
  ['my-image.qcow2', 'my-image.qcow2'],
  ['image.qcow2x', 'image.qcow2x'],
  ['image.qcow2.bak', 'image.qcow2.bak'],
  ['image.qcow2-old', 'image.qcow2-old'],
  ['imageXqcow2', 'imageXqcow2'],
  ['other/image.qcow2', 'other/image.qcow2'],
  ['/image.qcow2', '/image.qcow2'],
  ['/elsewhere/scratch/case-a.b+c/work/image.qcow2', '/elsewhere/scratch/case-a.b+c/work/image.qcow2'],
  ['/scratch/case-aXb+c/work/image.qcow2', '/scratch/case-aXb+c/work/image.qcow2'],
];

test.for(texts)('%s', ([text, result]) => {
  expect(normalise(text)).toBe(result);
});

test('a name that is the end of another is told from it', () => {
  const both = placeholders({ 'a.raw': '$FILENAME', 'ba.raw': '$BASE' }, '/work');
  expect(both('a.raw ba.raw /work/ba.raw')).toBe('$FILENAME $BASE $BASE');
});
