import { expect, test } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { HeaviestFirst } from './heaviest-first.ts';

test('rooms whose tests take long come first, where nothing is known of any file', async () => {
  const root = '/project';
  const nothingKnown = { getFileTestResults: () => undefined, getFileStats: () => undefined };
  const vitest = { config: { root }, cache: nothingKnown } as unknown as Vitest;
  const project = { name: 'harness', config: { sequence: { groupOrder: 0 }, isolate: true } };
  const paths = ['text/a', 'provision/b', 'vitest/c', 'cells/d', 'testing/faults/e'];
  const files = paths.map((path) => {
    const moduleId = `${root}/helpers/${path}.test.ts`;
    return { moduleId, project } as TestSpecification;
  });
  const sorted = await new HeaviestFirst(vitest).sort(files);
  expect(sorted.map((file) => paths[files.indexOf(file)])).toEqual([
    'testing/faults/e',
    'vitest/c',
    'provision/b',
    'text/a',
    'cells/d',
  ]);
});
