import { expect, test } from 'vitest';
import type { Operation } from '../pipeline/operation.ts';
import type { Role } from '../pipeline/row.ts';
import { SUITES } from '../testing/faults/every-suite.ts';
import { tableEntry } from './table-entry.ts';
import { readTables } from './tables.ts';

const tables = readTables(SUITES);
const telling = SUITES.filter(({ entryOf }) => entryOf !== undefined);

test('most suites of operations can say what their table would have', () => {
  expect(telling.map(({ command }) => command)).toEqual(
    expect.arrayContaining(['amend', 'commit', 'create', 'dd', 'measure', 'rebase', 'resize']),
  );
});

test.for(telling)('$command: the entry of a row comes to the same row', ({ rows, entryOf }) => {
  const built = rows.filter(({ image }) => image === undefined);
  for (const row of built) {
    const entry = entryOf?.(row.steps);
    expect(entry?.row.steps, row.title).toEqual(row.steps);
    expect(entry?.row.target).toBe(row.target);
  }
});

test.for(telling)('$command: a pipeline is told as the line of its table', ({ command, rows }) => {
  const row = rows.find(({ image }) => image === undefined);
  if (!row) throw new Error(`${command} has no row without an image`);
  const by = (role: Role): Operation[] =>
    row.steps.filter((step) => step.role === role).map(({ operation }) => operation);
  const pipeline = { fixture: by('fixture'), subject: by('subject'), observe: by('observe') };
  expect(tableEntry(pipeline, tables, SUITES)).toMatch(new RegExp(`^${command}(?:, \\w+)?: \\{ name: '`));
});

test('what no table can say is not told as if one could', () => {
  const pipeline = {
    fixture: [],
    subject: [
      { op: 'create', format: 'qcow2', file: 'a.qcow2', size: '1M', options: [] },
      { op: 'resize', format: 'qcow2', file: 'a.qcow2', start: '1M', end: '2M', shrink: false },
    ],
    observe: [{ op: 'info', file: 'a.qcow2', holds: 'qcow2', output: 'json' }],
  } as const;
  expect(tableEntry(pipeline, tables, SUITES)).toBeUndefined();
});
