import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Reference } from '../references/reference.ts';
import { RecordedSuite } from '../testing/recorded-suite.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { states } from '../testing/tree.ts';
import { UsageError } from '../text/usage-error.ts';
import { strayPages } from './audit-tree.ts';
import { tripleFiles } from './collection.ts';
import { readVersionsFile, writeVersionsFile } from './versions-file.ts';

const reference = (version: string): Reference => ({
  version,
  arch: 'x86_64',
  banner: `qemu-img version ${version}`,
  folder: '/nowhere',
  program: '/nowhere/qemu-img',
  io: undefined,
  lacks: [],
});
const provenance = ({ banner, arch }: Reference) => ({
  banner,
  sha256: '0'.repeat(64),
  source: 'dropped in',
  arch,
});

function recorded(...versions: string[]) {
  const made = new RecordedSuite();
  made.record(versions, (row) => ({ format: row.target }));
  const write = (...played: string[]) =>
    writeVersionsFile(made.root, [made.type.name], played.map(reference), provenance);
  return { made, write };
}

test('what a release was recorded with is told in the order of the releases', () => {
  const { made, write } = recorded('10.0.2', '7.2.22');
  write('10.0.2', '7.2.22');
  expect(Object.entries(readVersionsFile(made.root))).toEqual([
    ['7.2.22', provenance(reference('7.2.22'))],
    ['10.0.2', provenance(reference('10.0.2'))],
  ]);
  const before = states(made.root);
  write('7.2.22');
  expect(states(made.root)).toEqual(before);
});

test('a release that was played and has no baseline is not told of', () => {
  const { made, write } = recorded('7.2.22');
  write('7.2.22', '10.0.2');
  expect(Object.keys(readVersionsFile(made.root))).toEqual(['7.2.22']);
});

const unusable: [text: string, what: string][] = [
  ['garbage\n<<<<<<< HEAD', `not JSON (Unexpected token 'g', "garbage <<<<<<< HEAD" is not valid JSON)`],
  ['', 'not JSON (Unexpected end of JSON input)'],
  ['null', 'not a JSON object'],
  ['["7.2.22"]', 'not a JSON object'],
  ['{"7.2.22": "dropped in"}', 'the entry of 7.2.22 is not a JSON object'],
  ['{"7.2.22": null}', 'the entry of 7.2.22 is not a JSON object'],
  ['{"7.2.22": {"banner": "x"}}', 'the entry of 7.2.22 has no "sha256"'],
  ['{"newest": {}}', '"newest" is not a release'],
  [
    '{"7.2.22": {"banner": "x", "sha256": "x", "source": "x", "arch": "x", "lacks": "zstd"}}',
    '"lacks" of 7.2.22 is not a list of words',
  ],
];

test.for(unusable)(
  'a versions.json that is %j is refused in one line, and not written over',
  ([text, what]) => {
    const { made, write } = recorded('7.2.22');
    const path = place(join(made.root, 'versions.json'), text);
    const mend = `git checkout ${path}, or remove it and record (npx vitest -u)`;
    const line = new UsageError(`${path}: ${what}: ${mend}`);
    expect(() => readVersionsFile(made.root)).toThrow(line);
    expect(() => write('7.2.22')).toThrow(line);
    expect(readFileSync(path, 'utf8')).toBe(text);
  },
);

test('a review page of no output type is stray', () => {
  const folder = temporaryFolder();
  const { suite } = new RecordedSuite();
  place(join(folder, 'tiny-info-json.md'), '');
  place(join(folder, 'old-info-json.md'), '');
  expect(strayPages(folder, [suite])).toEqual([
    {
      where: '__snapshots__/old-info-json.md',
      what: 'is the page of no output type',
      mend: { kind: 'remove', path: join(folder, 'old-info-json.md') },
    },
  ]);
});

test('entries of releases of which nothing is left go', () => {
  const { made, write } = recorded('7.2.22', '8.0.0');
  write('7.2.22', '8.0.0');
  for (const row of made.suite.rows) {
    for (const file of tripleFiles(row, '8.0.0')) rmSync(join(made.root, made.type.name, file));
  }
  write('7.2.22');
  expect(Object.keys(readVersionsFile(made.root))).toEqual(['7.2.22', '8.0.0']);
  rmSync(join(made.root, made.type.name, 'SHA256SUMS'));
  write('7.2.22');
  expect(Object.keys(readVersionsFile(made.root))).toEqual(['7.2.22']);
});
