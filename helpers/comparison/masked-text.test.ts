import { expect, test } from 'vitest';
import { infoText } from './info-text.ts';
import { snapshotList } from './snapshot-list.ts';

const info = (size: string, ...more: string[]) =>
  ['image: $FILENAME', 'file format: qcow2', 'virtual size: 4 MiB (4194304 bytes)', size, ...more, ''].join(
    '\n',
  );

test('the disk size of an image and of its children is masked, and nothing else', () => {
  const child = (size: string) => info('disk size: 1 MiB', "Child node '/file':", `    disk size: ${size}`);
  expect(infoText.compare(info('disk size: 196 KiB'), info('disk size: 0 B'))).toEqual([]);
  expect(infoText.compare(child('196 KiB'), child('4 KiB'))).toEqual([]);
  expect(infoText.canonical(info('disk size: 1 B'))).toBe(infoText.canonical(info('disk size: 2 B')));
  expect(infoText.compare(info('disk size: 1 B'), info('disk size:'))).toHaveLength(1);
  expect(infoText.compare(info('disk size: 1 B'), info('  disk size: 1 B'))).toHaveLength(1);
  expect(infoText.compare(info('disk size: 1 B', 'cluster_size: 65536'), info('disk size: 1 B'))).toEqual([
    { location: { kind: 'line', number: 5 }, expected: 'cluster_size: 65536\n' },
  ]);
});

const list = (date: string, clock = '00:00:00.000', tag = 'first') =>
  `Snapshot list:\nID        TAG               VM SIZE                DATE     VM CLOCK     ICOUNT\n1         ${tag}                0 B ${date} ${clock}          0\n`;

test('when a snapshot was made is masked, in its own width, and nothing else', () => {
  const now = list('2026-11-22 05:05:02');
  expect(snapshotList.compare(now, list('2001-01-01 23:59:59'))).toEqual([]);
  expect(snapshotList.canonical(now)).toHaveLength(now.length);
  for (const other of [
    list('22.11.2026 05:05:02'),
    list('2026-11-22 05:05'),
    list('2026-11-22T05:05:02'),
    list(' 2026-11-22 05:05:02'),
    list('2026-11-22 05:05:02', '00:00:01.000'),
    list('2026-11-22 05:05:02', '00:00:00.000', 'other'),
  ]) {
    expect(snapshotList.compare(now, other), other).toHaveLength(1);
  }
});

test('a known divergence may name a line, as it is once it is masked', () => {
  expect(snapshotList.statements(list('2026-11-22 05:05:02')).at(-1)).toMatchObject({
    location: { kind: 'line', number: 3 },
    value: expect.stringContaining('<date and time>'),
  });
});
