import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TestModule, TestSpecification, Vitest } from 'vitest/node';
import type { Plan } from '../plan/plan.ts';
import { readSettings } from '../plan/settings.ts';
import { divergedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { Census } from './census-reporter.ts';
import { Progress } from './progress-reporter.ts';

// What other files of this worker have imported has the functions that are mocked here; and back.
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());

const signal = vi.hoisted(() => ({ send: undefined as (() => void) | undefined }));

vi.mock('./on-signal.ts', () => ({
  onSignal: (callback: () => void) => {
    signal.send = callback;
    return () => {
      signal.send = undefined;
    };
  },
}));

const disk = vi.hoisted(() => ({ isFull: false }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const writeFileSync: typeof fs.writeFileSync = (path, ...rest) => {
    if (disk.isFull) {
      // As a disk does: there is a file, with a part of it.
      fs.writeFileSync(path, '{');
      throw new Error('ENOSPC: no space left on device, write');
    }
    fs.writeFileSync(path, ...rest);
  };
  return { ...fs, writeFileSync };
});

const page = vi.hoisted(() => ({ isBroken: false }));

vi.mock('../pages/page-assets.ts', async (original) => {
  const { pageAssets } = await original<typeof import('../pages/page-assets.ts')>();
  return {
    pageAssets: (kind: 'report') =>
      page.isBroken ? Promise.reject(new Error('style.css: no such file')) : pageAssets(kind),
  };
});

const printed: string[] = [];

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text).trimEnd()) > 0);
});

afterEach(() => {
  vi.restoreAllMocks();
  printed.length = 0;
  disk.isFull = false;
  page.isBroken = false;
});

const wrong = divergedCell([differs('format', { expected: 'a', actual: 'b' })]);
const project = { name: 'parity' };

/** A test file of no suite, with one cell. */
const file = {
  moduleId: '/suites/other.test.ts',
  project,
  state: () => 'passed',
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
  // What begins a run listens to signals before it waits for anything.
  void census.onTestRunStart([{ project, moduleId: join(root, 'own.test.ts') } as TestSpecification]);
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

test('a page that cannot be made is a note: the verdict and parity.json are there, and no page of another run', async () => {
  const root = temporaryFolder();
  place(join(root, 'parity-report/index.html'), 'of another run');
  page.isBroken = true;
  await begun(root).onTestRunEnd([file], [], 'failed');
  expect(printed).toContain('parity  note: there is no page: style.css: no such file');
  expect(verdicts()).toEqual([expect.stringContaining('1 of 1 judged cell diverged')]);
  expect(readdirSync(join(root, 'parity-report'))).not.toContain('index.html');
  expect(readdirSync(join(root, 'parity-report'))).toContain('parity.json');
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

test('a disk that is full when the report is written fails the run, which tells its verdict; the old report stays', async (context) => {
  const root = temporaryFolder();
  const old = place(join(root, 'parity-report/parity.json'), '{"old": true}');
  disk.isFull = true;
  const before = process.exitCode;
  await begun(root).onTestRunEnd([file], [], 'failed');
  const code = process.exitCode;
  process.exitCode = before;
  expect(code).toBe(1);
  const [line = ''] = printed.filter((text) => text.includes('cannot be written'));
  expect(line).toMatch(/^parity {2}PARITY_REPORT: \S+ cannot be written: ENOSPC: no space left on device/);
  expect(verdicts()).toEqual([expect.stringMatching(/1 of 1 judged cell diverged.*FAILED · self-check: /)]);
  expect(readFileSync(old, 'utf8')).toBe('{"old": true}');
  expect(readdirSync(join(root, 'parity-report'))).toEqual(['parity.json']);
  const outcome = line.replace('parity  ', '').replace(root, '...');
  tried(context, { of: 'the disk', fault: 'full when parity.json is written', how: 'ENOSPC', outcome });
});
