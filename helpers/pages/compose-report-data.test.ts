import { expect, test } from 'vitest';
import { divergedCell } from '../testing/cell-report.ts';
import { cellsOfEveryResult } from '../testing/cells-of-every-result.ts';
import { differs } from '../testing/differs.ts';
import { reportOfCells } from '../testing/report.ts';
import { composeReportData } from './compose-report-data.ts';
import { composeSuiteDetails } from './compose-suite-details.ts';

const report = reportOfCells(cellsOfEveryResult());
const data = composeReportData(report);

test('every cell has its outcome, and releases with the same have the same one', () => {
  const told = data.cases.map(({ suite, name, outcomes }) => [
    `${suite} ${name}`,
    ...outcomes.map((at) => data.outcomes[at]?.result ?? ''),
  ]);
  expect(told).toEqual([
    ['create 2G-fixed', 'match', 'match', 'match', 'match'],
    ['create 1M-default', 'match', 'match', 'diverged', 'diverged'],
    ['tiny lazy', '', '', '', 'known'],
    ['tiny old quirk', '', '', '', 'stale'],
    ['tiny hangs', '', '', 'error', ''],
    ['tiny needs zstd', 'skipped', 'skipped', '', ''],
  ]);
  const [, wrong] = data.cases;
  expect(wrong?.outcomes[2]).toBe(wrong?.outcomes[3]);
  expect(data.outcomes).toHaveLength(6);
});

test('an outcome says what differs or why, and who found it', () => {
  const of = (result: string) => data.outcomes.find((outcome) => outcome.result === result);
  expect(of('diverged')?.text).toMatch(/^virtual-size 1079296 -> 1044480, note /);
  expect(of('diverged')?.readers).toEqual(['candidate']);
  expect(of('known')).toMatchObject({ text: 'instar sets lazy refcounts', readers: ['reference'] });
  expect(of('error')).toMatchObject({ text: 'error: no answer within 60 s', readers: ['check'] });
  expect(of('skipped')).toMatchObject({ text: 'the build has no zstd', readers: [] });
});

test('a case that is wrong in two ways has two outcomes', () => {
  const of = (version: string, actual: number) =>
    divergedCell([differs('size', { expected: 1, actual })], { version });
  const { outcomes, cases } = composeReportData(
    reportOfCells([of('7.0.0', 2), of('8.0.0', 3), of('9.0.0', 2)]),
  );
  expect(cases[0]?.outcomes.map((at) => outcomes[at]?.text)).toEqual([
    'size 1 -> 2',
    'size 1 -> 3',
    'size 1 -> 2',
  ]);
});

test('causes name their groups by case and release', () => {
  const told = data.causes.map(({ groups }) =>
    groups.map(({ case: at, releases }) => [
      data.cases[at]?.name,
      ...releases.map((one) => report.versions[one]),
    ]),
  );
  expect(told).toContainEqual([['1M-default', '8.0.0', '10.0.13']]);
  expect(told).toHaveLength(report.causes.length);
});

test('what two releases have in common is there once, and every failure and known divergence is there', () => {
  const details = composeSuiteDetails(report);
  const create = details.get('create');
  expect(create?.failures.map(({ differences }) => differences)).toEqual([0, 0]);
  expect(create?.differences).toHaveLength(1);
  expect(create?.failures.map(({ reproduce }) => reproduce.map((at) => create.lines[at]))).toEqual(
    report.failures.filter(({ suite }) => suite === 'create').map(({ reproduce }) => reproduce),
  );
  const all = [...details.values()];
  expect(all.flatMap(({ failures }) => failures)).toHaveLength(report.failures.length);
  expect(all.flatMap(({ known }) => known)).toHaveLength(report.known.length);
});
