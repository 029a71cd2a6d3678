import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { COMPRESSIONS } from '../pipeline/feature.ts';
import { driverOf, FORMATS } from '../pipeline/formats.ts';
import { SAFETIES } from '../pipeline/safety.ts';
import { type Image, loadManifest, type Manifest, selectImages } from './manifest.ts';
import { problemsOf } from './validate-manifest.ts';
import { IMAGE_COMMANDS } from './withheld.ts';

const known = {
  formats: FORMATS.map(driverOf),
  safeties: SAFETIES,
  compressions: COMPRESSIONS,
  commands: IMAGE_COMMANDS,
};

function image(id: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id,
    path: `images/${id}.raw`,
    format: 'raw',
    safety: 'safe',
    run_in_ci: true,
    description: 'An image',
    tags: ['raw'],
    sha256: 'a'.repeat(64),
    generated_by: 'qemu-img',
    ...changes,
  };
}

function without(field: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(image('one')).filter(([key]) => key !== field));
}

function problems(...images: unknown[]): string[] {
  return problemsOf({ version: 1, images }, known);
}

describe('problems of a manifest', () => {
  test('a right one has none', ({ expect }) => {
    const overlay = image('overlay', { backing: 'base', expected_error: 'No', skip_qemu_img: false });
    const withheld = image('withheld', { withheld: { map: 'It hangs', convert: 'It fills the disk' } });
    expect(problems(image('base'), overlay, withheld)).toEqual([]);
  });

  test.for([
    ['a list', [], ['manifest: must be an object']],
    ['another version', { version: 2, images: [] }, ['manifest: version: must be 1, is 2']],
    ['no images', { version: 1 }, ['manifest: images: must be a list']],
    ['an unknown key', { version: 1, images: [], immages: [] }, ['manifest: immages: unknown field']],
  ] as const)('whole file: %s', ([, value, expected], { expect }) => {
    expect(problemsOf(value, known)).toEqual(expected);
  });

  test.for([
    ['id', 'Not_Kebab', 'must be kebab-case'],
    ['path', '../etc/passwd', 'must be images/<file> or fetched/<file>'],
    ['path', '/images/x', 'must be images/<file> or fetched/<file>'],
    ['path', 'images/../x', 'must be images/<file> or fetched/<file>'],
    ['path', 'images/..', 'must be images/<file> or fetched/<file>'],
    ['format', 'vhd', 'must be one of'],
    ['safety', 'harmless', 'must be one of safe, malformed, malicious'],
    ['run_in_ci', 'yes', 'must be true or false'],
    ['description', ' ', 'must be a non-empty text'],
    ['tags', 'raw', 'must be a list of kebab-case words'],
    ['tags', ['Raw'], 'must be a list of kebab-case words'],
    ['sha256', 'A'.repeat(64), 'must be 64 lower-case hexadecimal digits'],
    ['sha256', 'a'.repeat(63), 'must be 64 lower-case hexadecimal digits'],
    ['generated_by', '', 'must be a non-empty text'],
    ['compression', 'gzip', 'must be one of zstd'],
    ['skip_qemu_img', 1, 'must be true or false'],
    ['expected_error', 5, 'must be a non-empty text'],
    ['withheld', 'map', 'must give one-line reasons for some of info, check, '],
    ['withheld', {}, 'must give one-line reasons'],
    ['withheld', { resize: 'It hangs' }, 'must give one-line reasons'],
    ['withheld', { map: ' ' }, 'must give one-line reasons'],
    ['withheld', { map: 'It\nhangs' }, 'must give one-line reasons'],
    ['qemu', true, 'unknown field'],
  ] as const)('%s: %j', ([field, value, complaint], { expect }) => {
    const [line, ...others] = problems(image('one', { [field]: value }));
    const name = field === 'id' ? value : 'one';
    expect(line).toContain(`${name}: ${field}: ${complaint}`);
    expect(others).toEqual([]);
  });

  test.for(['id', 'path', 'format', 'safety', 'run_in_ci', 'description', 'tags', 'sha256'])(
    '%s is missing',
    (field, { expect }) => {
      expect(problems(without(field))).toEqual([
        `${field === 'id' ? 'images[0]' : 'one'}: ${field}: is missing`,
      ]);
    },
  );

  test('an image of unknown origin', ({ expect }) => {
    const line = 'one: generated_by: an image states generated_by or source';
    expect(problems(without('generated_by'))).toEqual([line]);
  });

  test('ids and paths are used once', ({ expect }) => {
    expect(problems(image('one'), image('one', { path: 'images/two.raw' }))).toEqual([
      'one: id: "one" is used twice',
    ]);
    expect(problems(image('one'), image('two', { path: 'images/one.raw' }))).toEqual([
      'two: path: "images/one.raw" is used twice',
    ]);
  });

  test('images are sorted by id', ({ expect }) => {
    expect(problems(image('two'), image('one'))).toEqual([
      'one: id: images are sorted by id, must come before two',
    ]);
  });

  test('a chain ends, and lies in one folder', ({ expect }) => {
    expect(problems(image('one', { backing: 'none' }))).toEqual(['one: backing: no image has the id "none"']);
    expect(problems(image('a', { backing: 'b' }), image('b', { backing: 'a' }))).toEqual([
      'a: backing: the chain comes back to "a"',
      'b: backing: the chain comes back to "b"',
    ]);
    expect(problems(image('a', { backing: 'b' }), image('b', { path: 'fetched/b.raw' }))).toEqual([
      'a: backing: "b" is in another folder',
    ]);
  });

  test('every problem is told, not only the first', ({ expect }) => {
    expect(problems(image('one', { format: 'iso', tags: 3 }), 'two')).toHaveLength(3);
  });
});

describe('loadManifest', () => {
  test.for([
    ['no JSON', '{', /manifest\.json: .*JSON/],
    [
      'not valid',
      '{"version": 3}',
      /is not valid:\n {2}manifest: version: must be 1, is 3\n {2}manifest: images/,
    ],
    ['absent', undefined, /manifest\.json: ENOENT/],
  ] as const)('%s', async ([, text, message], { expect, onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    if (text !== undefined) await writeFile(join(folder, 'manifest.json'), text);
    await expect(loadManifest(folder)).rejects.toThrow(message);
  });
});

test('selectImages keeps the safeties that are asked for, in order', ({ expect }) => {
  const images = [image('a'), image('b', { safety: 'malicious' }), image('c', { safety: 'malformed' })];
  const manifest: Manifest = { version: 1, images: images as unknown as Image[] };
  const ids = (...safeties: Image['safety'][]) => selectImages(manifest, safeties).map(({ id }) => id);
  expect(ids('safe')).toEqual(['a']);
  expect(ids('malformed', 'safe')).toEqual(['a', 'c']);
  expect(ids()).toEqual([]);
});
