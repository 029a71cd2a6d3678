import { expect, test } from 'vitest';
import type { Verdict } from '../cells/verdict.ts';
import type { Difference } from '../comparison/difference.ts';
import { SUITES } from '../testing/faults/every-suite.ts';
import type { Generated } from './generated.ts';
import { rowOf } from './row-of.ts';
import { symptomsOf, troubleOfReference } from './symptoms.ts';
import { readTables } from './tables.ts';

const tables = readTables(SUITES);
const pipeline: Generated = {
  fixture: [{ op: 'create', format: 'qcow2', file: 'image.qcow2', size: '1M', options: [] }],
  subject: [{ op: 'resize', format: 'qcow2', file: 'image.qcow2', start: '1M', end: '4M', shrink: false }],
  observe: [
    { op: 'info', file: 'image.qcow2', holds: 'qcow2', output: 'json' },
    { op: 'map', file: 'image.qcow2', holds: 'qcow2', output: 'json' },
  ],
};
const row = rowOf(pipeline, tables, 'pipeline');
const twice = rowOf({ ...pipeline, subject: [...pipeline.subject, ...pipeline.subject] }, tables, 'pipeline');

const diverged = (differences: readonly Difference[], candidate = ''): Verdict => ({
  result: 'diverged',
  judgements: [
    {
      reader: 'candidate',
      result: 'diverged',
      differences,
      lastWords: [{ step: 'resize', candidate, reference: '' }],
    },
  ],
});
const kinds = (verdict: Verdict, of = row) => symptomsOf(of, verdict).map(({ kind }) => kind);

test('a kind is what differs, and by which command it is told', () => {
  const found = diverged([
    { location: { kind: 'field', keys: ['children', 0, 'info', 'format'], output: 'info' } },
    { location: { kind: 'extent', keys: [], start: '65536', field: 'depth', output: 'map' } },
    { location: { kind: 'guest content', file: 'image.qcow2' } },
  ]);
  expect(kinds(found)).toEqual(['children.info.format', 'map json: extent: depth', 'guest content']);
});

test('an exit code is one with what was said, whatever the files and numbers are', () => {
  const exit = (words: string) =>
    kinds(diverged([{ location: { kind: 'exit code', step: 'resize' }, expected: 0, actual: 1 }], words));
  expect(exit('error: $FILENAME: 512 is too small')).toEqual(
    exit('error: image.qcow2: 1048577 is too small'),
  );
  expect(exit('/dev/shm/run-a1/work/image.qcow2 is gone')).toEqual(exit('/tmp/run-b2/image.qcow2 is gone'));
  expect(exit('error: too small')).not.toEqual(exit('error: too large'));
});

test('what two readers see is one thing', () => {
  const differences = [{ location: { kind: 'field', keys: ['virtual-size'] } }] as const;
  const seenBy = (reader: 'candidate' | 'reference') =>
    ({ reader, result: 'diverged', differences }) as const;
  const both: Verdict = { result: 'diverged', judgements: [seenBy('candidate'), seenBy('reference')] };
  expect(symptomsOf(row, both)).toMatchObject([{ kind: 'virtual-size', reader: 'candidate' }]);
});

test('a file that was changed before something was refused counts where there was one operation', () => {
  const changed = diverged([
    { location: { kind: 'file', file: 'work/image.qcow2' } },
    { location: { kind: 'exit code', step: 'resize' }, expected: 0, actual: 1 },
  ]);
  expect(kinds(changed)).toEqual(['file', 'exit code 0 1']);
  expect(kinds(changed, twice)).toEqual(['exit code 0 1']);
});

test('what the reference cannot do is told of it, and not of the candidate', () => {
  const error = (reason: string): Verdict => ({
    result: 'error',
    judgements: [{ reader: 'compare', result: 'error', reason }],
  });
  expect(troubleOfReference(error('qemu-img 11.1.3 cannot read its own: exited with code 2'))).toContain(
    '11.1.3',
  );
  expect(troubleOfReference(error('resize timed out after 60 s'))).toBeUndefined();
  expect(kinds(error('resize timed out after 60 s'))).toEqual(['error: resize timed out after 0 s']);
  expect(symptomsOf(row, { result: 'skipped', reason: 'no command for it' })).toEqual([]);
});
