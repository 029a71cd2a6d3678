import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { firstOf, type Printing, RecordedSuite } from '../testing/recorded-suite.ts';
import { contents, states } from '../testing/tree.ts';
import { PARTS, triplePath, triplesOf } from './layout.ts';
import { withoutNodeNames } from './node-names.ts';
import { fingerprint, readTriple, recordedVersions, recordTriple } from './store.ts';
import { sumsIn } from './sums.ts';
import { metaText } from './triple.ts';

// What other files of this worker have imported has the functions that are mocked here; and back.
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return { ...fs, renameSync: vi.fn(fs.renameSync), writeFileSync: vi.fn(fs.writeFileSync) };
});
const { renameSync: actualRename, writeFileSync: actualWrite } =
  await vi.importActual<typeof import('node:fs')>('node:fs');

const printing: Printing = (row) => ({ format: row.target, 'virtual-size': 1048576, 'actual-size': 4096 });

function recorded() {
  const made = new RecordedSuite();
  made.record(['7.2.22'], printing);
  const row = firstOf(made.suite.rows);
  const key = firstOf(triplesOf(row, '7.2.22'));
  const stem = join(made.root, triplePath(key));
  return { made, row, stem, read: () => readTriple(made.root, key) };
}

test('what was recorded is read back', () => {
  const { read } = recorded();
  expect(read()).toMatchObject({
    kind: 'whole',
    triple: { stderr: '---INFO STDERR---\n', meta: { schema: 1, qemu_version: '7.2.22' } },
  });
});

test('what was not recorded is absent', () => {
  const { made } = recorded();
  const key = { type: made.type, target: 'raw', version: '9.0.0', stem: 'none' };
  expect(readTriple(made.root, key)).toEqual({ kind: 'absent' });
});

const damages: [string, (stem: string) => void, string][] = [
  ['no meta', (stem) => rmSync(stem + PARTS.meta), ': half a triple, without .meta.json'],
  [
    'nothing but a meta',
    (stem) => [PARTS.stdout, PARTS.stderr].map((part) => rmSync(stem + part)),
    ': half a triple, without .stdout.txt, .stderr.txt',
  ],
  ['a meta cut short', (stem) => writeFileSync(stem + PARTS.meta, '{"schema": 1'), '.meta.json: not JSON: '],
  ['an empty meta', (stem) => writeFileSync(stem + PARTS.meta, ''), '.meta.json: not JSON: '],
  ['a list for a meta', (stem) => writeFileSync(stem + PARTS.meta, '[1]'), '.meta.json: not a JSON object'],
  ['a meta of nothing', (stem) => writeFileSync(stem + PARTS.meta, 'null'), '.meta.json: not a JSON object'],
  [
    'another schema',
    (stem) => writeFileSync(stem + PARTS.meta, '{"schema": 2}'),
    '.meta.json: not of schema 1',
  ],
  [
    'a meta without steps',
    (stem) => writeFileSync(stem + PARTS.meta, '{"schema": 1}'),
    '.meta.json: names no step',
  ],
  ['an output cut short', (stem) => writeFileSync(stem + PARTS.stdout, '{"a": '), '.stdout.txt: not JSON: '],
  ['a blank output', (stem) => writeFileSync(stem + PARTS.stdout, '\n'), '.stdout.txt: empty'],
];

test.for(damages)('%s is one line that names the file', ([, damage, said]) => {
  const { made, stem, read } = recorded();
  damage(stem);
  const stored = read();
  if (stored.kind !== 'broken') throw new Error(`it is ${stored.kind}`);
  const line = `${stored.file}: ${stored.problem}`;
  expect(line.startsWith(`${stem.slice(made.root.length + 1)}${said}`), line).toBe(true);
  expect(line).not.toContain('\n');
});

test('what is cut short where the release failed is what it printed: map writes a bracket before it looks', () => {
  const { stem, read } = recorded();
  const meta = JSON.parse(readFileSync(stem + PARTS.meta, 'utf8'));
  const key = Object.keys(meta).findLast((name) => name.endsWith('return_code')) ?? '';
  writeFileSync(stem + PARTS.meta, metaText({ ...meta, [key]: 1 }));
  writeFileSync(stem + PARTS.stdout, '[');
  expect(read()).toMatchObject({ kind: 'whole', triple: { stdout: '[' } });
});

test('recording is quiet: what is equal after the whitelist is not rewritten', () => {
  const { made } = recorded();
  const before = states(made.root);
  const again = made.record(['7.2.22'], (row) => ({ ...printing(row, ''), 'actual-size': 99999 }));
  expect(new Set(again)).toEqual(new Set(['unchanged']));
  expect(states(made.root)).toEqual(before);
});

test('what differs is rewritten, what is new is written, and both are told', () => {
  const { made, row } = recorded();
  expect(made.recordRow(row, '7.2.22', (r) => ({ ...printing(r, ''), compat: '1.1' }))).toBe('updated');
  expect(made.recordRow(row, '7.2.22', () => undefined)).toBe('updated');
  const sums = sumsIn(made.root);
  expect(made.recordRow(row, '8.0.0', printing, sums)).toBe('written');
  expect(made.recordRow(row, '8.0.0', printing, sums)).toBe('unchanged');
});

test('what was changed where the whitelist masks it, or is in no sums, is written anew', () => {
  const { made, row, stem } = recorded();
  const text = readFileSync(stem + PARTS.stdout, 'utf8');
  writeFileSync(stem + PARTS.stdout, text.replace('4096', '4097'));
  expect(made.recordRow(row, '7.2.22', printing)).toBe('updated');
  expect(readFileSync(stem + PARTS.stdout, 'utf8')).toBe(text);
  expect(made.recordRow(row, '7.2.22', printing)).toBe('unchanged');
  rmSync(join(made.root, made.type.name, 'SHA256SUMS'));
  expect(made.recordRow(row, '7.2.22', printing)).toBe('updated');
});

test('recording a case gives no other file another sum', () => {
  const { made, stem } = recorded();
  const sums = () => readFileSync(join(made.root, made.type.name, 'SHA256SUMS'), 'utf8');
  const before = sums();
  writeFileSync(stem + PARTS.stdout, `${readFileSync(stem + PARTS.stdout, 'utf8')} `);
  made.record(['8.0.0'], printing);
  expect(sums()).not.toBe(before);
  expect(sums().split('\n')).toEqual(expect.arrayContaining(before.split('\n')));
});

test('a refusal with another error text is another baseline, of the same profile', () => {
  const { made, row, stem, read } = recorded();
  made.recordRow(row, '7.2.22', () => undefined);
  const before = read();
  writeFileSync(stem + PARTS.stderr, 'qemu-img: other words\n');
  const after = read();
  if (before.kind !== 'whole' || after.kind !== 'whole') throw new Error('broken');
  expect(fingerprint(after.triple, made.type)).toBe(fingerprint(before.triple, made.type));
  expect(made.recordRow(row, '7.2.22', () => undefined)).toBe('updated');
});

test('a name that qemu has thrown dice for is no other text', () => {
  const { made, row, read } = recorded();
  const stored = read();
  if (stored.kind !== 'whole') throw new Error('broken');
  const key = firstOf(triplesOf(row, '7.2.22'));
  const saying = (words: string) => ({ ...stored.triple, stderr: `qemu-img: ${words}\n---INFO STDERR---\n` });
  // Sums are of what was there before a run.
  const record = (words: string) => recordTriple(made.root, key, row, saying(words), sumsIn(made.root));
  expect(record("Lost bitmaps of node '#block123'")).toBe('updated');
  expect(withoutNodeNames("node '#block123', 123 bytes")).toBe("node '#block', 123 bytes");
  const sums = sumsIn(made.root);
  recordTriple(made.root, key, row, saying("Lost bitmaps of node '#block123'"), sums);
  expect(recordTriple(made.root, key, row, saying("Lost bitmaps of node '#block187'"), sums)).toBe(
    'unchanged',
  );
  expect(recordTriple(made.root, key, row, saying("Found bitmaps of node '#block187'"), sums)).toBe(
    'updated',
  );
});

test('another exit code is another profile', () => {
  const { read } = recorded();
  const stored = read();
  if (stored.kind !== 'whole') throw new Error('broken');
  const { triple } = stored;
  const other = { ...triple, meta: { ...triple.meta, create_return_code: 2 } };
  const type = firstOf(new RecordedSuite().suite.outputTypes);
  expect(fingerprint(other, type)).not.toBe(fingerprint(triple, type));
});

test('a meta whose keys are in another order is rewritten', () => {
  const { made, row, stem } = recorded();
  const meta = JSON.parse(readFileSync(stem + PARTS.meta, 'utf8'));
  writeFileSync(stem + PARTS.meta, JSON.stringify(Object.fromEntries(Object.entries(meta).reverse())));
  expect(made.recordRow(row, '7.2.22', printing)).toBe('updated');
});

/** A triple is three files, each put into place by a rename: one of them fails. */
test.for([1, 2, 3])(
  'where file number %i cannot be put into its place there is no triple of two runs',
  (at) => {
    const { made, row, read } = recorded();
    const before = contents(made.root);
    const other: Printing = (r) => ({ ...printing(r, ''), 'virtual-size': 2 });
    let count = 0;
    vi.mocked(renameSync).mockImplementation((from, to) => {
      if (!String(to).includes('.tmp') && ++count === at) throw new Error('no space left');
      actualRename(from, to);
    });
    expect(() => made.recordRow(row, '7.2.22', other)).toThrow('no space left');
    vi.mocked(renameSync).mockImplementation(actualRename);
    expect(count).toBeGreaterThanOrEqual(at);
    // Before the first one, what was recorded is whole.
    if (at === 1) expect(contents(made.root)).toEqual(before);
    else
      expect(read()).toMatchObject({
        kind: 'broken',
        problem: expect.stringContaining('without .meta.json'),
      });
    expect(made.recordRow(row, '7.2.22', other)).toBe('updated');
    expect(read()).toMatchObject({
      kind: 'whole',
      triple: { stdout: expect.stringContaining('"virtual-size": 2') },
    });
  },
);

test.for([1, 2, 3])('a disk that is full at file number %i costs nothing of what was recorded', (at) => {
  const { made, row, read } = recorded();
  const before = contents(made.root);
  let count = 0;
  vi.mocked(writeFileSync).mockImplementation((...args) => {
    if (++count === at) throw new Error('no space left');
    actualWrite(...args);
  });
  const other: Printing = (r) => ({ ...printing(r, ''), 'virtual-size': 2 });
  expect(() => made.recordRow(row, '7.2.22', other)).toThrow(/^cannot write .*: no space left$/);
  vi.mocked(writeFileSync).mockImplementation(actualWrite);
  expect(count).toBe(at);
  expect(read().kind).toBe('whole');
  expect(contents(made.root)).toEqual(before);
});

test('a folder in the place of a file is a broken baseline, in one line', () => {
  const { stem, read } = recorded();
  rmSync(stem + PARTS.stdout);
  mkdirSync(stem + PARTS.stdout);
  expect(read()).toMatchObject({
    kind: 'broken',
    problem: 'cannot be read: is a folder, where a file belongs',
  });
});

test('the recorded releases are those of any target, in their order', () => {
  const { made, row } = recorded();
  made.recordRow(row, '10.0.2', printing);
  made.recordRow(row, '9.1.0', printing);
  mkdirSync(join(made.root, made.type.name, 'raw/notes'), { recursive: true });
  expect(recordedVersions(made.root, made.type.name)).toEqual(['7.2.22', '9.1.0', '10.0.2']);
  expect(recordedVersions(made.root, 'none')).toEqual([]);
});
