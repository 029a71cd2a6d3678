import { expect, test } from 'vitest';
import { suite as odd } from '../testing/project/suites/odd/odd.ts';
import { suite as tiny } from '../testing/project/suites/tiny/tiny.ts';
import { testsOfChanged } from './tests-of-changed.ts';

const FOLDERS = {
  root: '/p',
  expectedOutputs: '/p/expected-outputs',
  snapshots: '/p/__snapshots__',
  fixtures: '/p/fixtures',
  dialects: '/p/helpers/dialects',
};
const SUITES = [
  { suite: tiny, file: 'tiny' },
  { suite: odd, file: 'odd' },
];

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
  ['README.md', []],
  ['../expected-outputs/x', []],
] as const)('of %s depend %j', ([path, files]) => {
  expect(testsOfChanged([`/p/${path}`.replace('/p/..', '')], FOLDERS, SUITES, ['tree'])).toEqual(files);
});

test('of nothing depends nothing, and of several files each test once', () => {
  expect(testsOfChanged([], FOLDERS, SUITES, ['tree'])).toEqual([]);
  const changed = ['/p/docs/releases.md', '/p/__snapshots__/odd-info-json.md'];
  expect(testsOfChanged(changed, FOLDERS, SUITES, ['tree'])).toEqual(['tree', 'odd']);
});

test('baselines that are not of the project have no pages', () => {
  const elsewhere = { ...FOLDERS, expectedOutputs: '/eo', snapshots: undefined };
  expect(testsOfChanged(['/eo/tiny-info-json/SHA256SUMS'], elsewhere, SUITES, ['tree'])).toEqual([
    'tiny',
    'tree',
  ]);
  expect(testsOfChanged(['/p/__snapshots__/odd-info-json.md'], elsewhere, SUITES, ['tree'])).toEqual([]);
});
