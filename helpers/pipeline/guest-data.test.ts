import { expect, test } from 'vitest';
import { withGuestData } from './guest-data.ts';
import type { CaseImage, Operation } from './operation.ts';
import type { Row, Step } from './row.ts';

const create = ({ file, format }: CaseImage, size: string): Operation => ({
  op: 'create',
  format,
  file,
  size,
  options: [],
});

function rowOf(...steps: Step[]): Row {
  return {
    suite: 'resize',
    target: 'qcow2',
    stem: 'case',
    title: 'case',
    parameters: {},
    files: {},
    steps,
    outputs: [],
    produces: [],
    onRejection: { kind: 'reject too' },
  };
}

const base = { file: 'base.qcow2', format: 'qcow2' } as const;
const overlay = { file: 'overlay.qcow2', format: 'qcow2' } as const;
const fixture = (name: string, operation: Operation): Step => ({ name, role: 'fixture', operation });
const subject: Step = {
  name: 'info',
  role: 'subject',
  operation: { op: 'info', file: 'a', holds: 'raw', output: 'json' },
};

/** Byte ranges that hold something other than zeros when a `write` is done: start -> end. */
function written(step: Step | undefined): Map<number, number> {
  if (step?.operation.op !== 'write') throw new Error('no write');
  const ranges = new Map<number, number>();
  for (const command of step.operation.commands) {
    const [, pattern, at, length] = /^write (?:-P (\d+)|-z) (\d+) (\d+)$/.exec(command) ?? [];
    if (pattern !== undefined) {
      expect(Number(pattern)).toBeLessThan(256);
      ranges.set(Number(at), Number(at) + Number(length));
    }
  }
  return ranges;
}

test('each created image is written to before the next step', () => {
  const row = rowOf(
    fixture('create', create(base, '1M')),
    fixture('create_overlay', create(overlay, '1M')),
    subject,
  );
  const { steps } = withGuestData(row);
  expect(steps.map(({ name }) => name)).toEqual([
    'create',
    'create_data',
    'create_overlay',
    'create_overlay_data',
    'info',
  ]);
  expect(steps.map(({ operation }) => ('file' in operation ? operation.file : ''))).toEqual([
    'base.qcow2',
    'base.qcow2',
    'overlay.qcow2',
    'overlay.qcow2',
    'a',
  ]);
});

test('a row that creates nothing before its subject stays as it is', () => {
  const row = rowOf({ name: 'create', role: 'subject', operation: create(base, '1M') });
  expect(withGuestData(row)).toBe(row);
});

test.for(['1M', '64M'])(
  'data lies at the start, at the end, over boundaries and around a hole: %s',
  (size) => {
    const { steps } = withGuestData(rowOf(fixture('create', create(base, size))));
    const ranges = written(steps[1]);
    const bytes = size === '1M' ? 2 ** 20 : 2 ** 26;
    expect(ranges.has(0)).toBe(true);
    expect([...ranges.values()]).toContain(bytes);
    for (let boundary = 2 ** 16; boundary < bytes; boundary *= 2) {
      expect([...ranges.values()]).toContain(boundary);
      expect(ranges.has(boundary)).toBe(true);
    }
    const { operation } = steps[1] ?? subject;
    expect(operation).toMatchObject({ commands: expect.arrayContaining(['write -z 360448 32768']) });
    expect(ranges.get(327680)).toBe(425984);
  },
);

test.for(['1M', '64M'])('no sixteenth is without data, and some clusters are full: %s', (size) => {
  const { steps } = withGuestData(rowOf(fixture('create', create(base, size))));
  const ranges = [...written(steps[1])];
  const part = (size === '1M' ? 2 ** 20 : 2 ** 26) / 16;
  for (let at = 0; at < 16 * part; at += part) {
    expect(ranges.filter(([from, to]) => to > at && from < at + part)).not.toEqual([]);
  }
  expect(ranges.filter(([from, to]) => to - from === 2 ** 16)).toHaveLength(3);
});

test('a cluster is all zeros in each image, that of an overlay over a full one', () => {
  const { steps } = withGuestData(
    rowOf(fixture('create', create(base, '1M')), fixture('create_overlay', create(overlay, '1M'))),
  );
  const zeros = steps.map(({ operation }) =>
    operation.op === 'write' ? operation.commands.filter((command) => / 65536$/.test(command)) : [],
  );
  expect(zeros[1]?.at(-1)).toBe('write -z 917504 65536');
  expect(zeros[3]?.at(-1)).toBe('write -z 720896 65536');
  expect(written(steps[1]).get(720896)).toBe(786432);
});

test('neighbours differ, and so do the images of a chain', () => {
  const { steps } = withGuestData(
    rowOf(fixture('create', create(base, '1M')), fixture('create_overlay', create(overlay, '1M'))),
  );
  const patterns = steps.flatMap(({ operation }) =>
    operation.op === 'write'
      ? operation.commands.flatMap((command) => /-P (\d+)/.exec(command)?.[1] ?? [])
      : [],
  );
  expect(new Set(patterns).size).toBe(patterns.length);
  const [below, above] = [written(steps[1]), written(steps[3])];
  expect([...above.keys()].length).toBeLessThan(below.size);
  expect([...above.keys()].every((at) => below.has(at))).toBe(true);
});

test('nothing is written beyond the end of a small image', () => {
  const { steps } = withGuestData(rowOf(fixture('create', create(base, '3K'))));
  expect([...written(steps[1])]).toEqual([
    [0, 512],
    [512, 1536],
    [1536, 3072],
    [2560, 3072],
  ]);
});
