import { expect, test } from 'vitest';
import { sizeOf } from '../pipeline/size.ts';
import { SUITES } from '../testing/faults/every-suite.ts';
import { generate } from './generate.ts';
import { type Generated, underTest } from './generated.ts';
import { rowOf } from './row-of.ts';
import { isSound } from './sound.ts';
import { type OperationName, readTables, type Tables } from './tables.ts';

const tables = readTables(SUITES);
const MANY = 400;

function generated(commands: readonly OperationName[], number = MANY, of: Tables = tables): Generated[] {
  return Array.from({ length: number }, (_, index) =>
    generate({ seed: 1, commands, tables: of }, index + 1),
  ).filter((pipeline) => pipeline !== undefined);
}

const all = generated(tables.operations);

test('nearly every number is a pipeline', () => {
  for (const command of tables.operations)
    expect(generated([command], 100).length, command).toBeGreaterThan(90);
});

test('the same seed and number are the same pipeline, others are not', () => {
  expect(generated(tables.operations)).toEqual(all);
  expect(new Set(all.map((pipeline) => JSON.stringify(pipeline))).size).toBeGreaterThan(0.95 * all.length);
});

test('what is done is done to files that are there, in at most five operations', () => {
  for (const pipeline of all) {
    expect(isSound(pipeline), JSON.stringify(pipeline)).toBe(true);
    const { subject, observe } = pipeline;
    expect(subject.length).toBeLessThanOrEqual(5);
    expect(subject.length + observe.length).toBeGreaterThan(0);
  }
});

test('no image is made twice', () => {
  for (const { fixture, subject } of all) {
    const made = [...fixture, ...subject].flatMap((operation) =>
      operation.op === 'create'
        ? [operation.file]
        : operation.op === 'dd' || operation.op === 'convert'
          ? [operation.output]
          : [],
    );
    expect(new Set(made).size).toBe(made.length);
  }
});

test('every command is explored, and no other where it is asked for alone', () => {
  for (const command of tables.operations) {
    const operations = new Set(
      generated([command], 60)
        .flatMap(underTest)
        .map(({ op }) => op),
    );
    expect([...operations]).toEqual([command]);
  }
});

test('what a subject writes is looked at, and held against what a reference makes of it', () => {
  for (const pipeline of all.filter(({ subject }) => subject.length > 0)) {
    const row = rowOf(pipeline, tables, 'pipeline');
    expect(row.produces.length).toBeGreaterThan(0);
    const looked = pipeline.observe.flatMap((operation) => (operation.op === 'info' ? [operation.file] : []));
    for (const { file } of row.produces) expect(looked).toContain(file);
    for (const name of row.produces.map(({ file }) => file)) expect(row.files).toHaveProperty([name]);
  }
});

test('every step that prints something has its comparison', () => {
  for (const pipeline of all) {
    const row = rowOf(pipeline, tables, 'pipeline');
    expect(row.outputs).toHaveLength(pipeline.observe.length);
  }
});

test('every option of the tables is tried, and one that is added to a table as well', () => {
  const options = { ...tables.options, vmdk: [...(tables.options.vmdk ?? []), 'hwversion=7'] };
  const tried = JSON.stringify(generated(['create', 'resize'], 600, { ...tables, options }));
  for (const option of Object.values(options).flat()) expect(tried).toContain(`"${option}"`);
});

test('sizes lie on boundaries and beside them', () => {
  const sizes = new Set(
    generated(['create'], 1500).flatMap(({ subject }) =>
      subject.flatMap((operation) => (operation.op === 'create' ? [sizeOf(operation.size)] : [])),
    ),
  );
  const wanted = [0n, 1n, 511n, 512n, 513n, 65_535n, 65_537n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 41n];
  for (const size of wanted) expect(sizes).toContain(size);
});

test('a file that is as long as its disk stays small', () => {
  for (const { fixture, subject } of all) {
    for (const operation of [...fixture, ...subject]) {
      if (operation.op !== 'create' || operation.format !== 'raw') continue;
      expect(sizeOf(operation.size)).toBeLessThanOrEqual(2n ** 24n);
    }
  }
});

test('a format that no reference resizes is resized alone, to whole sectors', () => {
  const isSuch = ({ subject }: Generated) =>
    subject.some((operation) => operation.op === 'resize' && tables.resized[operation.format]);
  const resized = generated(['resize', 'check', 'convert'], 800).filter(isSuch);
  expect(resized.length).toBeGreaterThan(20);
  for (const pipeline of resized) {
    expect(pipeline.subject).toHaveLength(1);
    // By nothing but its size is it judged.
    expect(pipeline.observe).toMatchObject([{ op: 'info' }]);
    expect(rowOf(pipeline, tables, 'pipeline').onRejection).toMatchObject({ kind: 'requested size' });
  }
});
