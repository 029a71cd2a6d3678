import { expect, test } from 'vitest';
import { rowKey } from '../../pipeline/row.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { CHOSEN } from './rows.ts';
import { results } from './try-faults.ts';

const { ground, rows } = await groundFor(CHOSEN);
const suites = new Set(rows.map(({ suite }) => suite));
const first = [...suites].flatMap((suite) => rows.find((row) => row.suite === suite) ?? []);

/** So faults of one command are tried on the cells that play it, and on no others. */
test.for(first)(
  'a candidate without what a cell of $suite does not play is at no disadvantage there',
  async (row, context) => {
    if (!ground) return context.skip(WITHOUT_RELEASE);
    const played = row.steps.flatMap(({ role, operation }) => (role === 'fixture' ? [] : [operation.op]));
    const script = `case $1 in ${played.join('|')}) exec "$REAL" "$@" ;; esac; exit 1`;
    const only = { on: '*', script } as const;
    const program = writeLauncher(ground.folder, `only ${row.suite}`, ground.reference.program, only);
    expect(results(await ground.judge(program, [row]))).toEqual({ [rowKey(row)]: 'match' });
  },
);
