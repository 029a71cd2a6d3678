import { expect, test, vi } from 'vitest';
import { byCause, complain, megabytes, say } from './report.ts';

test('one line for each cause', () => {
  const refused = new Map([
    ['a', 'gone'],
    ['b', 'unsigned'],
    ['c', 'gone'],
  ]);
  expect(byCause(refused, 9)).toEqual(['skip  a, c: gone', 'skip  b: unsigned']);
});

test('one cause for everything is not a list of everything', () => {
  const refused = new Map(['a', 'b', 'c'].map((suite) => [suite, 'no network']));
  expect(byCause(refused, 3)).toEqual(['skip  all 3 suites: no network']);
});

test('sizes and counts', () => {
  expect([0, 1, 99_999, 12_345_678].map(megabytes)).toEqual(['0 kB', '1 kB', '100 kB', '12.3 MB']);
});

test.for([
  ['stdout', say],
  ['stderr', complain],
] as const)('no password goes to %s, whoever prints it', ([output, print]) => {
  const write = vi.spyOn(process[output], 'write').mockReturnValue(true);
  print('asking http://me:secret@mirror.example/debian');
  const written = write.mock.calls;
  write.mockRestore();
  expect(written).toEqual([['asking http://mirror.example/debian\n']]);
});
