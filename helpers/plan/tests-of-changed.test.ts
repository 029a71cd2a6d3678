import { expect, test } from 'vitest';
import { suite as odd } from '../testing/project/suites/odd/odd.ts';
import { suite as tiny } from '../testing/project/suites/tiny/tiny.ts';
import { testsOfChanged } from './tests-of-changed.ts';

const WATCHED = {
  root: '/p',
  expectedOutputs: '/p/expected-outputs',
  snapshots: '/p/__snapshots__',
  fixtures: '/p/fixtures',
  dialects: '/p/helpers/dialects',
  openers: ['/p/helpers/cells/judge.ts'],
};
const SUITES = [
  { suite: tiny, file: 'tiny' },
  { suite: odd, file: 'odd' },
];

const HARNESS = ['process/guardian.test.ts', 'process/run.test.ts', 'testing/stand-in/stand-in.test.ts'].map(
  (file) => `/p/helpers/${file}`,
);
const TESTS = { suites: SUITES, others: ['tree'], harness: HARNESS };

test.for([
  ['expected-outputs/tiny-info-json/raw/8.0.0/1M-default.stdout.txt', ['tiny', 'tree']],
  ['expected-outputs/tiny-info-json/SHA256SUMS', ['tiny', 'tree']],
  ['expected-outputs/versions.json', ['tiny', 'odd', 'tree']],
  ['expected-outputs/stray', ['tiny', 'odd', 'tree']],
  ['__snapshots__/odd-info-json.md', ['odd', 'tree']],
  ['__snapshots__/stray', ['tree']],
  ['fixtures/manifest.json', ['odd']],
  ['fixtures/images/x.br', ['odd']],
  ['helpers/dialects/instar.known.ts', ['tiny', 'odd', 'tree']],
  ['helpers/dialects/instar.test.ts', []],
  ['docs/releases.md', ['tree']],
  ['suites/tiny/tiny.cases.ts', ['tree']],
  ['helpers/process/guardian.sh', HARNESS.slice(0, 2)],
  ['helpers/testing/stand-in/commands/dd.sh', HARNESS.slice(2)],
  ['helpers/cells/judge.ts', ['tiny', 'odd', 'tree']],
  ['helpers/process/run.ts', []],
  ['helpers/nobody/reads.txt', []],
  ['README.md', []],
  ['../expected-outputs/x', []],
] as const)('of %s depend %j', ([path, files]) => {
  expect(testsOfChanged([`/p/${path}`.replace('/p/..', '')], WATCHED, TESTS)).toEqual(files);
});

test('of nothing depends nothing, and of several files each test once', () => {
  expect(testsOfChanged([], WATCHED, TESTS)).toEqual([]);
  const changed = ['/p/docs/releases.md', '/p/__snapshots__/odd-info-json.md'];
  expect(testsOfChanged(changed, WATCHED, TESTS)).toEqual(['tree', 'odd']);
});

test('baselines that are not of the project have no pages', () => {
  const elsewhere = { ...WATCHED, expectedOutputs: '/eo', snapshots: undefined };
  expect(testsOfChanged(['/eo/tiny-info-json/SHA256SUMS'], elsewhere, TESTS)).toEqual(['tiny', 'tree']);
  expect(testsOfChanged(['/p/__snapshots__/odd-info-json.md'], elsewhere, TESTS)).toEqual([]);
});
