import { expect, test } from 'vitest';
import { problemsOfPage, readFaultsPage, updateFaultsPage, writeFaultsPage } from './faults-page.ts';

const hangs = { of: 'the candidate', fault: 'hangs', how: 'info sleeps', outcome: 'error: still running' };
const dies = { of: 'the candidate', fault: 'dies | of a signal', how: 'kill -9 $$', outcome: 'error' };
const full = { of: 'the disk', fault: 'is full', how: 'a tmpfs of 1 MiB', outcome: 'error: no space left' };

test('a page is read back as it was written, whatever the order of the tests', () => {
  const page = writeFaultsPage([full, hangs, dies]);
  expect(page).toBe(writeFaultsPage([dies, full, hangs, hangs]));
  expect(writeFaultsPage(readFaultsPage(page))).toBe(page);
  expect(page).toContain('| dies \\| of a signal | kill -9 $$ | error |');
  expect(problemsOfPage(page, [full, dies, hangs], true)).toEqual([]);
});

test('another outcome, a fault that is missing and one that nobody tries are problems', () => {
  const page = writeFaultsPage([hangs, full]);
  expect(problemsOfPage(page, [{ ...hangs, outcome: 'match' }, dies], true)).toEqual([
    'the candidate: dies \\| of a signal (kill -9 $$): is not on the page',
    'the candidate: hangs (info sleeps): error: still running -> match',
    'the disk: is full (a tmpfs of 1 MiB): no test tries it',
  ]);
});

test('a fault that is tried in two ways is told twice, whoever was first', () => {
  const other = { ...hangs, how: 'create sleeps', outcome: 'error: the run was ended' };
  const page = writeFaultsPage([hangs, other]);
  expect(readFaultsPage(page)).toEqual([other, hangs]);
  expect(problemsOfPage(page, [other, hangs], true)).toEqual([]);
  expect(problemsOfPage(page, [hangs], true)).toEqual([
    'the candidate: hangs (create sleeps): no test tries it',
  ]);
});

test('what was not played is no problem, and stays when the page is brought up to date', () => {
  const page = writeFaultsPage([hangs, full]);
  expect(problemsOfPage(page, [hangs], false)).toEqual([]);
  expect(updateFaultsPage(page, [dies], false)).toBe(writeFaultsPage([hangs, full, dies]));
  expect(updateFaultsPage(page, [dies], true)).toBe(writeFaultsPage([dies]));
});
