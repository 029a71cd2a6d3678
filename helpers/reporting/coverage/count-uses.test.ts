import { expect, test } from 'vitest';
import type { Row, Step, Suite } from '../../pipeline/row.ts';
import { recordedCommands } from '../../plan/recorded-commands.ts';
import { madeHelp } from '../../testing/made-help.ts';
import { suite as tiny } from '../../testing/project/suites/tiny/tiny.ts';
import { firstOf } from '../../testing/recorded-suite.ts';
import { countUses } from './count-uses.ts';

const help = madeHelp({
  create: '  -f, --format FMT\n     x\n  -o, --options FMT_OPTS\n     x\n  FILE\n     x\n  SIZE[bKM]\n     x',
  info: '  --output human|json\n     x\n  FILE\n     x',
  map: '  FILE\n     x',
});

const create = (role: Step['role'], ...options: string[]): Step => ({
  name: `create-${role}`,
  role,
  operation: { op: 'create', format: 'qcow2', file: 'a', size: '1M', options },
});
const info = (output: 'human' | 'json'): Step => ({
  name: 'info',
  role: 'observe',
  operation: { op: 'info', file: 'a', holds: 'raw', output },
});
const write: Step = {
  name: 'write',
  role: 'fixture',
  operation: { op: 'write', format: 'raw', file: 'a', commands: ['write 0 1'] },
};

function row(stem: string, ...steps: Step[]): Row {
  return { ...firstOf(tiny.rows), suite: 'made', target: 'qcow2', stem, steps };
}

function uses(...rows: Row[]) {
  const suite: Suite = { command: 'made', outputTypes: [], rows };
  return countUses([suite], help, recordedCommands);
}

const made = (judged: number, fixtures: number) => [{ suite: 'made', judged, fixtures }];

test('cases are counted by suite, and keys of format options on their own', () => {
  const counted = uses(
    row('a', create('subject', 'cluster_size=4k,compat=1.1'), info('json')),
    row('b', create('subject', 'cluster_size=8k'), info('json')),
    row('c', create('subject')),
  );
  const { own, listed } = counted.get('create') ?? {};
  expect(own).toEqual(made(3, 0));
  expect(Object.fromEntries(listed ?? [])).toEqual({
    '-f': made(3, 0),
    '-o': made(2, 0),
    '-o cluster_size': made(2, 0),
    '-o compat': made(1, 0),
    FILE: made(3, 0),
    SIZE: made(3, 0),
  });
  expect(counted.get('info')?.listed.get('--output')).toEqual(made(2, 0));
});

test('what nobody uses has no cases', () => {
  expect(uses(row('a', create('subject'))).get('map')).toEqual({
    own: [],
    listed: new Map(),
    unlisted: new Map(),
  });
});

test('the renderings of a case are one', () => {
  const counted = uses(row('a', info('human')), row('a', info('json')));
  expect(counted.get('info')?.listed.get('FILE')).toEqual(made(1, 0));
  expect(counted.get('info')?.listed.get('--output')).toEqual(made(1, 0));
});

test('a case is of its fixture where nothing else of it does the same', () => {
  const both = row('a', create('fixture'), create('subject', 'compat=1.1'));
  const fixture = row('b', create('fixture', 'compat=1.1'));
  const { own, listed } = uses(both, fixture).get('create') ?? {};
  expect(own).toEqual(made(1, 1));
  expect(listed?.get('-o')).toEqual(made(1, 1));
  expect(uses(fixture).get('create')?.listed.get('-o compat')).toEqual(made(0, 1));
});

test('a rendering in which a case has something only in its fixture takes nothing from the other', () => {
  const counted = uses(row('a', create('subject')), row('a', create('fixture')));
  expect(counted.get('create')?.own).toEqual(made(1, 0));
});

test('another program has other options', () => {
  const own = (counted: ReturnType<typeof uses>) => [...counted.values()].flatMap((command) => command.own);
  expect(own(uses(row('a', write)))).toEqual([]);
  const suite: Suite = { command: 'made', outputTypes: [], rows: [row('a', write)] };
  const likeCreate = new Map([['write', { argv: ['qemu-io', 'create', 'a'] }]]);
  expect(own(countUses([suite], help, () => likeCreate))).toEqual([]);
});

test('suites are told by their names', () => {
  const one = (name: string): Suite => ({
    command: name,
    outputTypes: [],
    rows: [{ ...row('a', create('subject')), suite: name }],
  });
  const counted = countUses([one('b'), one('a')], help, recordedCommands);
  expect(counted.get('create')?.own.map(({ suite }) => suite)).toEqual(['a', 'b']);
});
