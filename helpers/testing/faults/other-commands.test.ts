import { expect, test } from 'vitest';
import { rowKey } from '../../pipeline/row.ts';
import { plays } from './cells.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { CHOSEN } from './rows.ts';
import { results } from './try-faults.ts';

const { ground, rows } = await groundFor(CHOSEN);

/** So faults of one command are tried on the cells that play it, and on no others. */
test.for([
  'create',
  'resize',
  'dd',
  'commit',
  'info',
  'measure',
  'rebase',
  'amend',
  'bitmap',
  'convert',
  'snapshot',
  'check',
  'map',
  'compare',
] as const)(
  'a candidate without %s is at no disadvantage in cells that do not play it',
  async (command, context) => {
    if (!ground) return context.skip(WITHOUT_RELEASE);
    const others = rows.filter((row) => !plays(row, command));
    const suites = new Set(others.map(({ suite }) => suite));
    const first = [...suites].flatMap((suite) => others.find((row) => row.suite === suite) ?? []);
    const none = { on: command, script: 'exit 1' };
    const program = writeLauncher(ground.folder, `no ${command}`, ground.reference.program, none);
    const found = results(await ground.judge(program, first));
    expect(first).not.toEqual([]);
    expect(found).toEqual(Object.fromEntries(first.map((row) => [rowKey(row), 'match'])));
  },
);
