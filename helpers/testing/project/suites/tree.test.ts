import { test } from 'vitest';
import { openTree } from '../../../vitest/open-tree.ts';

const { audit, releases, coverage } = await openTree(import.meta.dirname);

test('expected-outputs holds what the suites have', audit);
test('docs/releases.md is current', releases);
test('docs/coverage.md is current', coverage);
