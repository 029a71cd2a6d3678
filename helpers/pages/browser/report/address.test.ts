import { expect, test } from 'vitest';
import { addressOf, cellAt } from './address.ts';

const versions = ['7.2.22', '10.0.13'];
const caseOf = (name: string) => ({
  suite: 'create',
  target: 'vhd',
  name,
  outcomes: [0, 1],
  play: '',
});
const names = ['1M-default', 'a/b', 'two words', 'raw__vpc [json]', 'at@1', '50%', 'ä', 'x#y?z'];
const cases = names.map(caseOf);

test('a plain name is as it is written', () => {
  expect(addressOf(caseOf('1M-default'), '10.0.13')).toBe('#create/vhd/1M-default@10.0.13');
});

test.for([...names.entries()])('the address of case %i leads back to it', ([at, name]) => {
  for (const [release, version] of versions.entries()) {
    expect(cellAt(addressOf(caseOf(name), version), cases, versions)).toEqual({ case: at, release });
  }
});

test('a release that has no such cell leads to the newest that has', () => {
  const [one] = [{ ...caseOf('x'), outcomes: [2, -1] }];
  expect(cellAt('#create/vhd/x@10.0.13', [one], versions)).toEqual({ case: 0, release: 0 });
  expect(cellAt('#create/vhd/x', [one], versions)).toEqual({ case: 0, release: 0 });
});

test('what names no cell leads nowhere', () => {
  for (const fragment of [
    '',
    '#',
    '#findings',
    '#create/vhd',
    '#create/vhd/gone@10.0.13',
    '#create/vhd/%E0%A4%A@1',
  ]) {
    expect(cellAt(fragment, cases, versions)).toBeUndefined();
  }
});
