import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeContext } from '../testing/provision-context.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { makeFolder } from './staging.ts';

const stagingsIn = (folder: string) => makeContext(folder).stagings;

test('what no run holds is swept, whatever it is called, and everything else stays', async () => {
  const folder = temporaryFolder();
  for (const name of ['.staging-1-trixie', '.staging-0123abcd', '.other', 'x86_64', '10.0.13'])
    mkdirSync(join(folder, name, 'content'), { recursive: true });
  place(join(folder, '.staging-2-a.vhd.br'), '');
  expect(await stagingsIn(folder).sweep(folder)).toBe(3);
  expect(readdirSync(folder).sort()).toEqual(['.other', '10.0.13', 'x86_64']);
});

test('what a run works on stays until it is removed, and nobody else may look into it', async () => {
  const folder = temporaryFolder();
  const stagings = stagingsIn(folder);
  const directory = await stagings.create(folder, 'apt', 'trixie');
  expect(await stagings.create(folder)).toBe(join(directory, '../..'));
  expect(statSync(join(directory, '../..')).mode & 0o777).toBe(0o700);
  const other = stagingsIn(folder);
  await other.create(folder);
  expect(await other.sweep(folder)).toBe(0);
  await other.remove();
  expect(readdirSync(directory)).toEqual([]);
  await stagings.remove();
  expect(readdirSync(folder)).toEqual([]);
});

test('a release that was about to be replaced goes back, unless another has taken its place', async () => {
  const folder = temporaryFolder();
  const replaced = join(folder, '.staging-0123abcd/replaced/any');
  for (const release of ['9.8.6', '9.8.7']) place(join(replaced, release, 'qemu-img'), 'old');
  place(join(folder, 'any/9.8.7/qemu-img'), 'new');
  expect(await stagingsIn(folder).sweep(folder)).toBe(1);
  expect(readdirSync(folder)).toEqual(['any']);
  const program = (release: string) => readFileSync(join(folder, 'any', release, 'qemu-img'), 'utf8');
  expect([program('9.8.6'), program('9.8.7')]).toEqual(['old', 'new']);
});

test('a folder that does not exist is fine', async () => {
  const folder = temporaryFolder();
  expect(await stagingsIn(folder).sweep(join(folder, 'none'))).toBe(0);
});

test('a folder that cannot be written to is one line', () => {
  const file = place(join(temporaryFolder(), 'file'), '');
  expect(() => makeFolder(join(file, 'binaries'))).toThrow(`cannot write to ${file}/binaries: ENOTDIR`);
});
