import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TestModule, TestSpecification, Vitest } from 'vitest/node';
import type { Plan } from '../plan/plan.ts';
import { readSettings } from '../plan/settings.ts';
import { divergedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { Census } from './census-reporter.ts';
import { Progress } from './progress-reporter.ts';

const signal = vi.hoisted(() => ({ send: undefined as (() => void) | undefined }));

vi.mock('./on-signal.ts', () => ({
  onSignal: (callback: () => void) => {
    signal.send = callback;
    return () => {
      signal.send = undefined;
    };
  },
}));

const printed: string[] = [];

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text).trimEnd()) > 0);
});

afterEach(() => {
  vi.restoreAllMocks();
  printed.length = 0;
});

const wrong = divergedCell([differs('format', { expected: 'a', actual: 'b' })]);
const project = { name: 'parity' };

/** A test file of no suite, with one cell. */
const file = {
  moduleId: '/suites/other.test.ts',
  project,
  errors: () => [],
  children: { allTests: () => [{ meta: () => ({ parity: wrong }) }], allSuites: () => [] },
} as unknown as TestModule;

/** A verification that has begun, one cell of which has ended before it is known how many there are. */
function begun(root: string): Census {
  const plan = {
    candidate: { dialect: 'instar', selfCheck: true },
    references: [],
    recordable: [],
    recordableBuilds: [],
    recorded: ['10.0.13'],
    verifiable: ['10.0.13'],
    settings: readSettings(root, {}),
  } as unknown as Plan;
  const progress = new Progress(plan, project.name);
  progress.run.ended(wrong);
  const census = new Census(plan, project.name, progress);
  census.onInit({
    config: { reporters: [], watch: false },
    getGlobalTestNamePattern: () => undefined,
    snapshot: { options: { updateSnapshot: 'none' } },
  } as unknown as Vitest);
  census.onTestRunStart([{ project } as TestSpecification]);
  return census;
}

const verdicts = () => printed.filter((line) => / · self-check: /.test(line));

test('a signal that comes while the end is prepared ends the run with all that was found, told once', async () => {
  const ending = begun(temporaryFolder()).onTestRunEnd([file], [], 'failed');
  signal.send?.();
  expect(printed[0]).toMatch(/^findings: 1 cell /);
  await ending;
  expect(verdicts()).toEqual([expect.stringMatching(/^parity {2}CANCELLED: 1 cells ran · /)]);
});

test('when the verdict is told no signal is listened to', async () => {
  await begun(temporaryFolder()).onTestRunEnd([file], [], 'failed');
  expect(verdicts()).toEqual([expect.stringContaining('1 of 1 judged cell diverged')]);
  expect(signal.send).toBeUndefined();
});

test('the report of a run that was interrupted before its cells were counted does not say how many there are', () => {
  const root = temporaryFolder();
  begun(root);
  signal.send?.();
  const report = JSON.parse(readFileSync(join(root, 'parity-report/parity.json'), 'utf8'));
  expect(report).toMatchObject({ expected_cells: null, truncated: true });
});

test('a report that cannot be written when a signal comes is a line above the last one', () => {
  const root = temporaryFolder();
  place(join(root, 'parity-report'), 'a file');
  begun(root);
  signal.send?.();
  expect(printed.slice(-2)).toEqual([
    expect.stringMatching(/^parity {2}PARITY_REPORT: .* cannot be written: /),
    expect.stringMatching(/^parity {2}CANCELLED: 1 cells ran · /),
  ]);
});
