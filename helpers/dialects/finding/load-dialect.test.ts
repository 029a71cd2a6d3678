import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../../testing/temporary.ts';
import { UsageError } from '../../text/usage-error.ts';
import { DIALECTS, dialectNames, loadDialect, loadDialects } from './load-dialect.ts';

test('dialects are the modules of their folder, without what lies beside them', () => {
  const folder = temporaryFolder();
  for (const name of ['instar.ts', 'qemu-img.ts', 'instar.known.ts', 'instar.test.ts', 'README.md']) {
    place(join(folder, name), '');
  }
  expect(dialectNames(folder)).toEqual(['instar', 'qemu-img']);
});

test('the dialects of this project are dialects', async () => {
  const names = dialectNames(DIALECTS);
  expect(names).toContain('instar');
  expect((await loadDialects()).map(({ name }) => name)).toEqual(names);
});

const whole = `name: 'mine', command: () => ({ args: [] }), knownDivergences: []`;

const refused: [what: string, text: string, problem: string][] = [
  [
    'that has no default export',
    `export const mine = {};`,
    'has no default export, which is to be the dialect',
  ],
  ['that exports a function', `export default () => 1;`, 'its default export is not a dialect'],
  [
    'that has another name than its file',
    `export default { ${whole}, name: 'yours' };`,
    'its dialect is named "yours", but the file "mine"; both are to be the same',
  ],
  [
    'without a command',
    `export default { name: 'mine', knownDivergences: [] };`,
    'its dialect has no function "command"',
  ],
  [
    'without known divergences',
    `export default { name: 'mine', command: () => ({ args: [] }) };`,
    'its dialect has no list "knownDivergences"',
  ],
  [
    'whose locations are one text',
    `export default { ${whole}, locations: './mine' };`,
    'the "locations" of its dialect are not a list of paths',
  ],
  [
    'whose companions are one text',
    `export default { ${whole}, companions: 'io' };`,
    'the "companions" of its dialect are not a list of names',
  ],
  [
    'that names endings of what is no format',
    `export default { ${whole}, extensions: { vpc: 'vhd' } };`,
    'the "extensions" of its dialect name "vpc", which is no format',
  ],
  ['that throws', `throw new Error('no\\n  way');`, 'cannot be imported: no way'],
];

test.for(refused)('a module %s is refused in one line that names it', async ([, text, problem]) => {
  const folder = temporaryFolder();
  const file = place(join(folder, 'mine.ts'), text);
  await expect(loadDialect('mine', folder)).rejects.toThrow(new UsageError(`${file}: ${problem}`));
});

test('one that is whole is loaded, from any folder', async () => {
  const folder = temporaryFolder();
  place(join(folder, 'mine.ts'), `export default { ${whole}, locations: ['./mine'] };`);
  expect(await loadDialects(folder)).toMatchObject([{ name: 'mine', locations: ['./mine'] }]);
});
