import { expect, test } from 'vitest';
import { VARIABLES } from './settings.ts';
import { unknownSettings } from './unknown-settings.ts';

test.for([
  ['PARITY_VERSION', 'PARITY_VERSION is no setting; did you mean PARITY_VERSIONS?'],
  ['PARITY_BINARIES', 'PARITY_BINARIES is no setting; did you mean PARITY_BINARY?'],
  ['parity_min_judged', 'parity_min_judged is no setting; did you mean PARITY_MIN_JUDGED?'],
  ['PARTIY_READER', 'PARTIY_READER is no setting; did you mean PARITY_READER?'],
  ['EXPECTED_OUTPUT', 'EXPECTED_OUTPUT is no setting; did you mean EXPECTED_OUTPUTS?'],
  ['PARITY_OF_SOMEBODY', 'PARITY_OF_SOMEBODY is no setting'],
  ['PARITY_\n', '"PARITY_\\n" is no setting'],
] as const)('%o is named', ([name, line]) => {
  expect(unknownSettings({ [name]: 'x', PATH: '/bin' })).toEqual([line]);
});

test("of what is a setting, or plainly somebody else's, nothing is said", () => {
  const known = Object.fromEntries(VARIABLES.map((name) => [name, 'x']));
  expect(
    unknownSettings({
      ...known,
      HOME: '/',
      CI: 'true',
      BINARY: 'x',
      QEMU_IMG: 'x',
      ['X'.repeat(99_999)]: '',
    }),
  ).toEqual([]);
});

test('of very many a few are told', () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`PARITY_X_${at}_OF_MANY`, '']));
  expect(unknownSettings(many)).toHaveLength(6);
  expect(unknownSettings(many).at(-1)).toBe('and 995 more names of PARITY_* are no settings');
});
