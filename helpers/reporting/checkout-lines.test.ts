import { expect, test } from 'vitest';
import type { Change } from '../files/tree-states.ts';
import { changeLines, newFilesNote } from './checkout-lines.ts';

const many = (count: number, what: Change['what']): Change[] =>
  Array.from({ length: count }, (_, at) => ({ path: `/p/a/${at}`, what }));

test('each file is told with what has become of it, of many their number', () => {
  const lines = changeLines(many(22, 'changed'), '/p');
  expect(lines).toHaveLength(21);
  expect(lines[0]).toBe('changed while the run was under way: a/0 (changed)');
  expect(lines.at(-1)).toBe('changed while the run was under way: 2 more files');
  expect(changeLines([], '/p')).toEqual([]);
});

test('new files are one line, whatever they are called', () => {
  expect(newFilesNote([], '/p')).toEqual([]);
  expect(newFilesNote([{ path: '/p/a\nb', what: 'new' }], '/p')).toEqual([
    'note: new in the checkout since the run began, whoever made it: a\\nb',
  ]);
  const [line = ''] = newFilesNote(many(1000, 'new'), '/p');
  expect(line).toMatch(/: a\/0, a\/1, a\/2, a\/3, a\/4, 995 more$/);
});
