import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Deadline } from './deadline-reporter.ts';
import { timeBudget } from './time-budget.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});

afterEach(() => {
  vi.useRealTimers();
});

test('a budget is over at its deadline, and not before', () => {
  const { signal, isOver } = timeBudget(1_060_000);
  vi.advanceTimersByTime(59_999);
  expect([signal.aborted, isOver()]).toEqual([false, false]);
  vi.advanceTimersByTime(1);
  expect([signal.aborted, isOver()]).toEqual([true, true]);
});

test('a deadline that has passed before anybody asks is over at once', () => {
  const { signal, isOver } = timeBudget(999_999);
  expect([signal.aborted, isOver()]).toEqual([true, true]);
});

test('a deadline holds while the timer is late', () => {
  const { isOver } = timeBudget(1_000_100);
  vi.setSystemTime(1_000_100);
  expect(isOver()).toBe(true);
});

test('without a deadline there is no end', () => {
  const { signal, isOver } = timeBudget(undefined);
  vi.advanceTimersByTime(10 ** 9);
  expect([signal.aborted, isOver()]).toEqual([false, false]);
});

test('each run gets a deadline of its own when it starts, and none without a limit', () => {
  const provide = vi.fn();
  const reporter = new Deadline({ provide }, 60_000);
  reporter.onTestRunStart();
  vi.setSystemTime(2_000_000);
  reporter.onTestRunStart();
  expect(provide.mock.calls).toEqual([
    ['parityDeadline', 1_060_000],
    ['parityDeadline', 2_060_000],
  ]);
  new Deadline({ provide }, undefined).onTestRunStart();
  expect(provide).toHaveBeenCalledTimes(2);
});
