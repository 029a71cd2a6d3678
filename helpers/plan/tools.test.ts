import { expect, test } from 'vitest';
import qemuImg from '../dialects/qemu-img.ts';
import type { Feature } from '../pipeline/feature.ts';
import type { Row } from '../pipeline/row.ts';
import type { Reference } from '../references/reference.ts';
import { suite } from '../testing/project/suites/tiny/tiny.ts';
import { firstOf } from '../testing/recorded-suite.ts';
import type { Candidate, Plan } from './plan.ts';
import { NOBODY } from './select-candidate.ts';
import { toolsOf } from './tools.ts';

const reference = (version: string, { lacks = [] as readonly Feature[], io = true } = {}): Reference => ({
  version,
  arch: 'x86_64',
  banner: '',
  folder: `/r/${version}`,
  program: `/r/${version}/qemu-img`,
  io: io ? `/r/${version}/qemu-io` : undefined,
  lacks,
});

const rowOf = (target: string): Row => firstOf(suite.rows.filter((row) => row.target === target));
const [raw, vmdk] = [rowOf('raw'), rowOf('vmdk')];

function tools(
  references: readonly Reference[],
  recordedLacks: Readonly<Record<string, readonly Feature[]>> = {},
  candidate: Candidate = NOBODY,
) {
  const plan = { references, candidate } as unknown as Plan;
  return toolsOf(plan, qemuImg, new Map(Object.entries(recordedLacks)));
}

const three = [reference('7.2.0'), reference('8.1.0', { lacks: ['vmdk'] }), reference('9.0.0')];
const recorded = ['7.2.0', '8.1.0', '9.0.0'];

test('the nearest build that has the driver builds a fixture', () => {
  const { builder } = tools(three);
  expect(builder(raw, '8.1.4')?.release).toBe('8.1.0');
  expect(builder(vmdk, '8.1.4')?.release).toBe('7.2.0');
  expect(tools([reference('8.1.0', { lacks: ['vmdk'] })]).builder(vmdk, '8.1.0')).toBeUndefined();
});

test('the nearest build that has the driver, and baselines of the case, reads back', () => {
  const { reader } = tools(three, { '7.2.0': ['vmdk'] });
  expect(reader(raw, '8.1.4', recorded)?.release).toBe('8.1.0');
  // 7.2.0 could read it, but what it would say is not recorded.
  expect(reader(vmdk, '8.1.4', recorded)?.release).toBe('9.0.0');
  expect(reader(raw, '8.1.4', ['9.0.0'])?.release).toBe('9.0.0');
  expect(reader(raw, '8.1.4', [])).toBeUndefined();
});

test('the newest build that has the driver plays on data, one that can write them where there is any', () => {
  expect(tools(three).counterpart(raw)?.release).toBe('9.0.0');
  const noWriter = [...three.slice(0, 2), reference('9.0.0', { io: false })];
  expect(tools(noWriter).counterpart(raw)?.release).toBe('8.1.0');
  expect(tools(noWriter).counterpart(vmdk)?.release).toBe('7.2.0');
  expect(tools([reference('9.0.0', { io: false })]).counterpart(raw)?.release).toBe('9.0.0');
});

test('in a self-check a release stands for the candidate, and only where it is installed', () => {
  expect(tools(three).candidate('8.1.0')).toMatchObject({ program: '/r/8.1.0/qemu-img', lacks: ['vmdk'] });
  expect(() => tools(three).candidate('8.1.4')).toThrow('qemu-img 8.1.4 is not installed');
});

test('a candidate is one program for all releases', () => {
  const candidate = { dialect: 'qemu-img', path: '/c', version: undefined, selfCheck: false };
  expect(tools(three, {}, candidate).candidate('8.1.4')).toMatchObject({ program: '/c', release: '8.1.4' });
});

test('a candidate has the programs with it that were found', () => {
  const candidate = {
    dialect: 'qemu-img',
    path: '/c',
    companions: { io: '/io' },
    version: undefined,
    selfCheck: false,
  };
  expect(tools(three, {}, candidate).candidate('8.1.4').companions).toEqual({ io: '/io' });
});
