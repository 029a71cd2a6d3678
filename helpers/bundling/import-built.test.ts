import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { bundle } from './bundle.ts';
import { builtModule, importBuilt } from './import-built.ts';

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/instar-parity');

/** A module of two files, both written long ago. */
function twoFiles() {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    const path = place(join(folder, name), text);
    utimesSync(path, 1, 1);
    return path;
  };
  write('other.ts', 'export const value: string = "first";');
  const entry = write(
    'entry.ts',
    `export { value } from './other.ts'; export const at = import.meta.dirname;`,
  );
  return { folder, entry, write };
}

/** Bundles that are kept of a module. */
function keptOf(entry: string): string[] {
  const names = readdirSync(CACHE).filter((name) => name.endsWith('.json'));
  return names.filter((name) => readFileSync(join(CACHE, name), 'utf8').includes(`"${entry}"`));
}

test('a module is what it and its files say, where they lie', async () => {
  const { folder, entry } = twoFiles();
  expect(await importBuilt(entry)).toMatchObject({ value: 'first', at: folder });
  const { files } = await builtModule(entry);
  expect([...files].sort()).toEqual(
    [
      join(import.meta.dirname, 'bundle.ts'),
      ...['entry.ts', 'other.ts'].map((name) => join(folder, name)),
    ].sort(),
  );
  expect(keptOf(entry)).toHaveLength(1);
});

test('it is built anew when one of its files is another, also one of the same size and time', async () => {
  const { entry, write } = twoFiles();
  expect(await importBuilt(entry)).toMatchObject({ value: 'first' });
  // Asked again, it is the very same module.
  expect(await importBuilt(entry)).toBe(await importBuilt(entry));
  write('other.ts', 'export const value: string = "later";');
  expect(await importBuilt(entry)).toMatchObject({ value: 'later' });
});

test('it is kept where its files are new and hold what they held, as in a new checkout; they are known then', async () => {
  const { folder, entry, write } = twoFiles();
  await importBuilt(entry);
  const [record = ''] = keptOf(entry);
  const changed = (name: string) => statSync(join(CACHE, name), { bigint: true }).mtimeNs;
  const { file } = JSON.parse(readFileSync(join(CACHE, record), 'utf8')) as { file: string };
  const [bundle, before] = [changed(file), changed(record)];
  rmSync(join(folder, 'other.ts'));
  write('other.ts', 'export const value: string = "first";');
  expect(await importBuilt(entry)).toMatchObject({ value: 'first' });
  expect(changed(file)).toBe(bundle);
  const noted = changed(record);
  expect(noted).not.toBe(before);
  await importBuilt(entry);
  expect(changed(record)).toBe(noted);
});

test('what is written to while it is built is not kept', async () => {
  const { folder, entry } = twoFiles();
  place(join(folder, 'other.ts'), 'export const value: string = "fresh";');
  utimesSync(join(folder, 'other.ts'), new Date(), new Date(Date.now() + 1_000));
  expect(await importBuilt(entry)).toMatchObject({ value: 'fresh' });
  expect(keptOf(entry)).toEqual([]);
});

test('what is kept and gone is built again', async () => {
  const { entry } = twoFiles();
  await importBuilt(entry);
  const [known = ''] = keptOf(entry);
  rmSync(join(CACHE, JSON.parse(readFileSync(join(CACHE, known), 'utf8')).file));
  expect(await importBuilt(entry)).toMatchObject({ value: 'first' });
});

test('what is kept of a module that is gone goes when another is built', async () => {
  const gone = twoFiles();
  await importBuilt(gone.entry);
  expect(keptOf(gone.entry)).toHaveLength(1);
  rmSync(gone.folder, { recursive: true });
  await importBuilt(twoFiles().entry);
  expect(keptOf(gone.entry)).toEqual([]);
});

test('a module with a mistake says where it is', async () => {
  const entry = place(join(temporaryFolder(), 'odd.ts'), 'export const = 1;\n');
  await expect(importBuilt(entry)).rejects.toThrow(/odd\.ts:1:\d+: ERROR/);
});

test('a module says which lines of which sources its lines are', async () => {
  const { entry, write } = twoFiles();
  const other = write('other.ts', 'interface Gone {}\n\nexport const value = (): Gone => {\n  throw 1;\n};');
  const { text } = await bundle(entry);
  const map = /^\/\/# sourceMappingURL=data:application\/json;base64,(.*)$/m.exec(text)?.[1] ?? '';
  const at = text.split('\n').findIndex((line) => line.includes('throw 1'));
  const found = new SourceMap(JSON.parse(Buffer.from(map, 'base64').toString())).findEntry(at, 2);
  expect(found).toMatchObject({ originalSource: other, originalLine: 3, originalColumn: 2 });
});

test('the text of a module is its own, whatever it is about', async () => {
  const text = `export const said = 'import.meta.dirname and import.meta.url';`;
  const entry = place(join(temporaryFolder(), 'text.ts'), text);
  expect((await bundle(entry)).text).toContain('import.meta.dirname and import.meta.url');
});
