import { expect, test } from 'vitest';
import type { Generated } from './generated.ts';
import { reduce } from './reduce.ts';
import { isSound } from './sound.ts';

const whole: Generated = {
  fixture: [
    {
      op: 'create',
      format: 'qcow2',
      file: 'image.qcow2',
      size: '2199023255551',
      options: ['cluster_size=4k', 'compat=1.1,lazy_refcounts=on'],
    },
    { op: 'write', format: 'qcow2', file: 'image.qcow2', commands: ['write 0 1', 'write 512 1'] },
  ],
  subject: [
    {
      op: 'resize',
      format: 'qcow2',
      file: 'image.qcow2',
      start: '2199023255551',
      end: '+513',
      shrink: false,
      preallocation: 'off',
    },
    {
      op: 'convert',
      input: 'image.qcow2',
      inputFormat: 'qcow2',
      output: 'output.vmdk',
      outputFormat: 'vmdk',
      options: [],
      compress: true,
    },
    {
      op: 'dd',
      inputFormat: 'vmdk',
      outputFormat: 'raw',
      input: 'output.vmdk',
      output: 'output-2.raw',
      operands: ['bs=513', 'count=3'],
    },
  ],
  observe: [
    { op: 'info', file: 'image.qcow2', holds: 'qcow2', output: 'json' },
    { op: 'info', file: 'output.vmdk', holds: 'vmdk', output: 'json' },
    { op: 'info', file: 'output-2.raw', holds: 'raw', output: 'json' },
    { op: 'map', file: 'output.vmdk', holds: 'vmdk', output: 'json' },
  ],
};

const never = () => false;

test('only what shows it is left, in its simplest form', async () => {
  const shows = async ({ subject }: Generated) => subject.some(({ op }) => op === 'resize');
  expect(await reduce(whole, shows, never)).toEqual({
    fixture: [{ op: 'create', format: 'qcow2', file: 'image.qcow2', size: '1M', options: [] }],
    subject: [{ op: 'resize', format: 'qcow2', file: 'image.qcow2', start: '1M', end: '1M', shrink: false }],
    observe: [{ op: 'info', file: 'image.qcow2', holds: 'qcow2', output: 'json' }],
  });
});

test('an option among others, an operand among others, and what they need stay', async () => {
  const shows = async (pipeline: Generated) => {
    const text = JSON.stringify(pipeline);
    return text.includes('lazy_refcounts=on') && text.includes('bs=513');
  };
  const { fixture, subject } = await reduce(whole, shows, never);
  expect(fixture).toEqual([
    { op: 'create', format: 'qcow2', file: 'image.qcow2', size: '1M', options: ['lazy_refcounts=on'] },
  ]);
  // What was done with a copy is done with what was copied.
  expect(subject).toMatchObject([
    { op: 'dd', input: 'image.qcow2', inputFormat: 'qcow2', operands: ['bs=513'] },
  ]);
});

test('an image that others lie over is enough, where it shows as much', async () => {
  const overlay: Generated = {
    fixture: [
      { op: 'create', format: 'qcow2', file: 'image.qcow2', size: '1M', options: [] },
      {
        op: 'create',
        format: 'qcow2',
        file: 'overlay.qcow2',
        size: '1M',
        options: ['backing_file=image.qcow2', 'backing_fmt=qcow2'],
      },
    ],
    subject: [
      { op: 'resize', format: 'qcow2', file: 'overlay.qcow2', start: '1M', end: '4M', shrink: false },
    ],
    observe: [{ op: 'info', file: 'overlay.qcow2', holds: 'qcow2', output: 'json' }],
  };
  const resizes = async (pipeline: Generated) => pipeline.subject.length > 0;
  const { fixture, subject } = await reduce(overlay, resizes, never);
  expect(fixture).toMatchObject([{ op: 'create', file: 'image.qcow2' }]);
  expect(subject).toMatchObject([{ op: 'resize', file: 'image.qcow2' }]);
});

test('nothing is asked for that names a file which nobody has made', async () => {
  const asked: Generated[] = [];
  const shows = async (pipeline: Generated) => {
    asked.push(pipeline);
    return false;
  };
  await reduce(whole, shows, never);
  expect(asked.length).toBeGreaterThan(10);
  for (const pipeline of asked) expect(isSound(pipeline), JSON.stringify(pipeline)).toBe(true);
  expect(new Set(asked.map((pipeline) => JSON.stringify(pipeline))).size).toBe(asked.length);
});

test('once it is over nothing more is asked', async () => {
  let asked = 0;
  const shows = async () => {
    asked += 1;
    return true;
  };
  await reduce(whole, shows, () => asked >= 2);
  // As many as are tried side by side, once.
  expect(asked).toBe(3);
});
