import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { foldersIn } from '../files/read.ts';
import { eventually } from './eventually.ts';
import { REPOSITORY } from './run-vitest.ts';

const SUITES = join(REPOSITORY, 'suites');

test('the test files of all suites are alike', () => {
  const texts = foldersIn(SUITES).map((name) => {
    const text = readFileSync(join(SUITES, name, `${name}.test.ts`), 'utf8');
    return text.replace(`'./${basename(name)}.ts'`, "'./<command>.ts'");
  });
  expect(texts.length).toBeGreaterThan(10);
  expect(new Set(texts).size).toBe(1);
});

const CELLS = [1, 2];
const arrived = new Set<string>();

/** As test files of suites have it; `describe.concurrent.for` plays one after the other (Vitest 4.1). */
describe.for(['one', 'another'])('%s case is played beside the other', { concurrent: true }, (name) => {
  test.for(CELLS)('@ %i', { timeout: 30_000 }, async (cell) => {
    arrived.add(`${name} ${cell}`);
    await eventually(
      () => arrived.size === 2 * CELLS.length,
      () => [...arrived].join(', '),
    );
  });
});
