import { describe, test } from 'vitest';
import { openTree } from '../helpers/vitest/open-tree.ts';

const { audit, releases, coverage, known } = await openTree(import.meta.dirname);

describe('all suites', () => {
  test('expected-outputs holds what the suites have', audit);
  test('docs/releases.md is current', releases);
  test('docs/coverage.md is current', coverage);
  test('known divergences are of suites that there are', known);
});
