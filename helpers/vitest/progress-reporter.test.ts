import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TestCase, TestModule, TestSpecification, Vitest } from 'vitest/node';
import type { Plan } from '../plan/plan.ts';
import type { CellReport } from '../reporting/cell-report.ts';
import { cellReport, divergedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { Progress, type Telling } from './progress-reporter.ts';

const printed: string[] = [];
let now = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text).trimEnd()) > 0);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  printed.length = 0;
  now = 0;
});

const file = { moduleId: '/suites/create/create.test.ts', project: { name: 'parity' } };

/** A run of Vitest's that has begun, and the one test file of the suites with it. */
function begun(telling: Telling): Progress {
  const progress = announced(telling);
  progress.onTestModuleStart(file as TestModule);
  return progress;
}

/** A run of Vitest's that has begun, with other tests before those of the suites. */
function announced(telling: Telling): Progress {
  const progress = new Progress({} as Plan, 'parity', () => now);
  progress.tell(telling);
  progress.onInit({
    config: { reporters: [] },
    getGlobalTestNamePattern: () => /a filter/,
    snapshot: { options: { updateSnapshot: 'none' } },
  } as unknown as Vitest);
  progress.onTestRunStart([file as TestSpecification]);
  return progress;
}

function ended(parity: CellReport | undefined): TestCase {
  return { meta: () => ({ parity }) } as unknown as TestCase;
}

const wrong = divergedCell([differs('format', { expected: 'a', actual: 'b' })]);

/** Lets time pass, for the timer and for the clock. */
function pass(milliseconds: number): void {
  now += milliseconds;
  vi.advanceTimersByTime(milliseconds);
}

test('on a terminal a new finding is told when its cell has ended, and the rest is for the status line', () => {
  const progress = begun('terminal');
  for (const report of [cellReport(), wrong, wrong, undefined]) progress.onTestCaseResult(ended(report));
  pass(120_000);
  expect(printed).toEqual(['parity  tiny qcow2 1M-default @ 10.0.13: format "a" -> "b"']);
  expect(progress.status()).toBe('3 cells · create · 1 finding');
});

test('without a terminal there is a line every half minute, until the run ends', () => {
  const progress = begun('now and then');
  progress.onTestCaseResult(ended(wrong));
  pass(29_000);
  expect(printed).toEqual([]);
  pass(32_000);
  expect(printed).toEqual(['parity  1 cell · create · 1 finding', 'parity  1 cell · create · 1 finding']);
  progress.onTestRunEnd();
  pass(120_000);
  expect(printed).toHaveLength(2);
});

test('without a terminal nothing is told as long as only other tests run', () => {
  const progress = announced('now and then');
  progress.onTestModuleStart({ ...file, project: { name: 'harness' } } as TestModule);
  pass(300_000);
  expect(printed).toEqual([]);
  progress.onTestModuleStart(file as TestModule);
  pass(31_000);
  expect(printed).toEqual(['parity  0 cells · create']);
});

test("beside another reporter than Vitest's own nothing is told, and cells are counted all the same", () => {
  const progress = begun('not');
  progress.onTestCaseResult(ended(wrong));
  pass(120_000);
  expect(printed).toEqual([]);
  expect(progress.run.reports).toEqual([wrong]);
});

test('every run is counted from its start, suites that have ended are not in hand, and other projects are none', () => {
  const progress = begun('terminal');
  progress.onTestCaseResult(ended(wrong));
  progress.onTestRunStart([file as TestSpecification]);
  expect(progress.status()).toBe('0 cells');
  progress.onTestModuleStart({ ...file, project: { name: 'harness' } } as TestModule);
  expect(progress.status()).toBe('0 cells');
  progress.onTestModuleStart(file as TestModule);
  expect(progress.status()).toBe('0 cells · create');
  progress.onTestModuleEnd(file as TestModule);
  expect(progress.status()).toBe('0 cells');
});
