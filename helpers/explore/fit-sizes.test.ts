import { expect, test } from 'vitest';
import { fitSizes } from './fit-sizes.ts';
import type { Generated } from './generated.ts';

const resize = (end: string, start = '7M') =>
  ({ op: 'resize', format: 'raw', file: 'image.raw', start, end, shrink: true }) as const;
const pipeline = (...ends: string[]): Generated => ({
  fixture: [{ op: 'create', format: 'raw', file: 'image.raw', size: '1M', options: [] }],
  subject: ends.map((end) => resize(end)),
  observe: [],
});

test('a resize starts from what was made before it', () => {
  expect(fitSizes(pipeline('+1M', '-513', '4K', '5G'))?.subject).toEqual([
    resize('+1M', '1M'),
    resize('-513', '2M'),
    resize('4K', '2096639'),
    resize('5G', '4K'),
  ]);
});

test('nothing shrinks below nothing', () => {
  expect(fitSizes(pipeline('-1025K'))).toBeUndefined();
  expect(fitSizes(pipeline('-1M'))).toBeDefined();
});

test('a converted image is as large as the one that it was made of', () => {
  const { fixture } = pipeline();
  const convert = {
    op: 'convert',
    input: 'image.raw',
    inputFormat: 'raw',
    output: 'b.raw',
    outputFormat: 'raw',
    options: [],
    compress: false,
  } as const;
  const of = { ...resize('+1'), file: 'b.raw' };
  expect(fitSizes({ fixture, subject: [convert, of], observe: [] })?.subject[1]).toEqual({
    ...of,
    start: '1M',
  });
});
