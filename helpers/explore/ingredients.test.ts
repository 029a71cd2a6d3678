import { expect, test } from 'vitest';
import { contains, ingredientsOf } from './ingredients.ts';

const pipeline = (size: string, end: string, shrink: boolean, ...options: string[]) =>
  ingredientsOf({
    fixture: [{ op: 'create', format: 'qcow2', file: 'image.qcow2', size, options }],
    subject: [{ op: 'resize', format: 'qcow2', file: 'image.qcow2', start: size, end, shrink }],
    observe: [{ op: 'info', file: 'image.qcow2', holds: 'qcow2', output: 'json' }],
  });

test('sizes and values of options are none', () => {
  expect(pipeline('1M', '4M', false, 'cluster_size=4k')).toEqual(
    pipeline('513', '1', false, 'cluster_size=2M'),
  );
});

test('keys of options, flags and signs are', () => {
  const plain = pipeline('1M', '4M', false);
  for (const more of [
    pipeline('1M', '4M', true),
    pipeline('1M', '+4M', false),
    pipeline('1M', '4M', false, 'compat=1.1'),
  ]) {
    expect(contains(more, plain)).toBe(true);
    expect(contains(plain, more)).toBe(false);
  }
});

test('who does something tells, and to which format', () => {
  const made = (role: 'fixture' | 'subject', format: 'qcow2' | 'vmdk') =>
    ingredientsOf({
      ...{ fixture: [], subject: [], observe: [] },
      [role]: [{ op: 'create', format, file: 'image', size: '1M', options: [] }],
    });
  expect(made('fixture', 'qcow2')).not.toEqual(made('subject', 'qcow2'));
  expect(made('subject', 'qcow2')).not.toEqual(made('subject', 'vmdk'));
});
