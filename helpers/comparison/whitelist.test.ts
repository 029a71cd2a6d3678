import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../pipeline/json.ts';
import { compareJson } from './compare-json.ts';
import { writeLocation } from './difference.ts';
import { maskInfo } from './mask.ts';
import { UNORDERED, WHITELIST } from './whitelist.ts';

const compare = (a: Json, b: Json) =>
  compareJson(maskInfo(a), maskInfo(b)).map(({ location }) => writeLocation(location));

/** Puts a value at a path of a document; numbers are list positions. */
function at(path: readonly (string | number)[], value: Json): Json {
  const [key, ...deeper] = path;
  if (key === undefined) return value;
  const inner = at(deeper, value);
  return typeof key === 'number' ? [...Array(key).fill({}), inner] : { [key]: inner };
}

const UUID_A = '{01234567-89ab-cdef-0123-456789abcdef}';
const UUID_B = '00000000-89ab-cdef-0123-456789abcdef';
const specific = (type: string, data: Json): Json => ({ 'format-specific': { type, data } });

describe('each place is masked, and only there', () => {
  const masked: [string, Json, Json][] = [
    ['actual-size', at(['actual-size'], 1), at(['actual-size'], 2)],
    ['dirty-flag', at(['dirty-flag'], true), at(['dirty-flag'], false)],
    [
      "a child's actual-size",
      at(['children', 1, 'info', 'actual-size'], 1),
      at(['children', 1, 'info', 'actual-size'], 2),
    ],
    [
      "a child's dirty-flag",
      at(['children', 0, 'info', 'dirty-flag'], true),
      at(['children', 0, 'info', 'dirty-flag'], false),
    ],
    [
      "a child's virtual-size",
      at(['children', 0, 'info', 'virtual-size'], 1),
      at(['children', 0, 'info', 'virtual-size'], 2),
    ],
    ['cid of a vmdk', specific('vmdk', { cid: 1 }), specific('vmdk', { cid: 2 })],
    ['parent-cid of a vmdk', specific('vmdk', { 'parent-cid': 1 }), specific('vmdk', { 'parent-cid': 2 })],
    ['log-size of a vhdx', specific('vhdx', { 'log-size': 1 }), specific('vhdx', { 'log-size': 2 })],
    ...['vhdx', 'vdi', 'parallels', 'luks'].map((type): [string, Json, Json] => [
      `an id of ${type}`,
      specific(type, { deep: [{ id: UUID_A }] }),
      specific(type, { deep: [{ id: UUID_B }] }),
    ]),
    ...['refcount-block-cache-size', 'l2-cache-size', 'l2-cache-entry-size', 'cache-clean-interval'].flatMap(
      (hint): [string, Json, Json][] => [
        [`${hint} at the top`, at([hint], 1), at([hint], 2)],
        [`${hint} deep down`, at(['a', 0, 'b', hint], 1), at(['a', 0, 'b', hint], 2)],
      ],
    ),
    ['the date of a snapshot', at(['snapshots', 1, 'date-sec'], 1), at(['snapshots', 1, 'date-sec'], 2)],
    ['its nanoseconds', at(['snapshots', 0, 'date-nsec'], 1), at(['snapshots', 0, 'date-nsec'], 2)],
  ];
  test.for(masked)('%s', ([, a, b]) => {
    expect(compare(a, b)).toEqual([]);
  });

  const compared: [string, Json, Json][] = [
    ['virtual-size at the top', at(['virtual-size'], 1), at(['virtual-size'], 2)],
    [
      'actual-size elsewhere',
      at(['format-specific', 'actual-size'], 1),
      at(['format-specific', 'actual-size'], 2),
    ],
    [
      "actual-size of a child's child",
      at(['children', 0, 'info', 'children', 0, 'info', 'actual-size'], 1),
      at(['children', 0, 'info', 'children', 0, 'info', 'actual-size'], 2),
    ],
    [
      'actual-size beside the info of a child',
      at(['children', 0, 'actual-size'], 1),
      at(['children', 0, 'actual-size'], 2),
    ],
    [
      'dirty-flag of a qcow2',
      specific('qcow2', { 'dirty-flag': true }),
      specific('qcow2', { 'dirty-flag': false }),
    ],
    ['cid of another format', specific('qcow2', { cid: 1 }), specific('qcow2', { cid: 2 })],
    [
      'cid of a vmdk, deeper',
      specific('vmdk', { extents: [{ cid: 1 }] }),
      specific('vmdk', { extents: [{ cid: 2 }] }),
    ],
    ['cid at the top', at(['cid'], 1), at(['cid'], 2)],
    ['log-size of another format', specific('vmdk', { 'log-size': 1 }), specific('vmdk', { 'log-size': 2 })],
    ['an id of a qcow2', specific('qcow2', { id: UUID_A }), specific('qcow2', { id: UUID_B })],
    ['what is no id in a vhdx', specific('vhdx', { id: 'a' }), specific('vhdx', { id: 'b' })],
    [
      'an id with something behind it',
      specific('vhdx', { id: `${UUID_B}x` }),
      specific('vhdx', { id: `${UUID_B}y` }),
    ],
    ['filename', at(['filename'], 'a'), at(['filename'], 'b')],
    [
      "a child's filename",
      at(['children', 0, 'info', 'filename'], 'a'),
      at(['children', 0, 'info', 'filename'], 'b'),
    ],
    [
      'vm-clock of a snapshot',
      at(['snapshots', 0, 'vm-clock-sec'], 1),
      at(['snapshots', 0, 'vm-clock-sec'], 2),
    ],
    ['a date elsewhere', at(['date-sec'], 1), at(['date-sec'], 2)],
  ];
  test.for(compared)('%s still differs', ([, a, b]) => {
    expect(compare(a, b)).toHaveLength(1);
  });
});

/** Spelled out once more on purpose: a place is added here and there, or it is not added. */
test('the whitelist is closed: these places and no others', () => {
  expect(WHITELIST.map(({ place, form }) => (form ? `${place} (ids)` : place))).toEqual([
    'actual-size',
    'dirty-flag',
    'children.*.info.actual-size',
    'children.*.info.dirty-flag',
    'children.*.info.virtual-size',
    'format-specific[type=vmdk].data.cid',
    'format-specific[type=vmdk].data.parent-cid',
    'format-specific[type=vhdx].data.log-size',
    'format-specific[type=vhdx|vdi|parallels|luks].data.** (ids)',
    '**.refcount-block-cache-size',
    '**.l2-cache-size',
    '**.l2-cache-entry-size',
    '**.cache-clean-interval',
    'snapshots.*.date-sec',
    'snapshots.*.date-nsec',
  ]);
  expect(UNORDERED.map(({ place }) => place)).toEqual([
    'format-specific[type=qcow2].data.bitmaps',
    'format-specific[type=qcow2].data.bitmaps.*.flags',
  ]);
});

describe('a masked field still counts', () => {
  test('by being there', () => {
    expect(compare({ 'actual-size': 1 }, {})).toEqual(['actual-size']);
    expect(compare(specific('vmdk', {}), specific('vmdk', { cid: 1 }))).toEqual(['format-specific.data.cid']);
  });

  test.for<[Json]>([['1'], [null], [[1]], [{ a: 1 }], [true]])(
    'by its JSON type: a number is not %j',
    ([other]) => {
      expect(compare({ 'actual-size': 1 }, { 'actual-size': other })).toEqual(['actual-size']);
    },
  );

  test('and an id is not taken for anything else', () => {
    expect(compare(specific('vhdx', { id: UUID_A }), specific('vhdx', { id: 'none' }))).toHaveLength(1);
  });
});

describe('lists that mean sets', () => {
  const bitmaps = (...list: Json[]) => specific('qcow2', { bitmaps: list });
  const one = (flags: string[]) => ({ name: 'b0', granularity: 65536, flags });
  const two = { name: 'b1', granularity: 131072, flags: [] };

  test('bitmaps and their flags have no order', () => {
    expect(compare(bitmaps(one(['auto', 'in-use']), two), bitmaps(two, one(['in-use', 'auto'])))).toEqual([]);
  });

  test('but what is in them counts', () => {
    expect(compare(bitmaps(one(['auto'])), bitmaps(one(['in-use'])))).toHaveLength(1);
    expect(compare(bitmaps(one([]), two), bitmaps(two))).not.toEqual([]);
    expect(compare(bitmaps(two, two), bitmaps(two))).toHaveLength(1);
  });

  test('other lists are in order', () => {
    expect(compare({ flags: ['a', 'b'] }, { flags: ['b', 'a'] })).not.toEqual([]);
    expect(compare(specific('vmdk', { bitmaps: [1, 2] }), specific('vmdk', { bitmaps: [2, 1] }))).not.toEqual(
      [],
    );
  });
});

describe('for any document', () => {
  const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string(), fc.constant(UUID_A));
  // Names of the whitelist, and others, at places where nothing is masked.
  const name = fc.constantFrom(
    'cid',
    'parent-cid',
    'log-size',
    'filename',
    'date-sec',
    'actual-size',
    'compat',
    'uuid',
  );
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const document = fc.record({
    'virtual-size': fc.integer(),
    format: fc.string(),
    'format-specific': fc.record({ type: fc.constant('qcow2'), data: fc.dictionary(name, tree) }),
    other: tree,
  });

  test('it equals itself', () => {
    fc.assert(fc.property(document, (value) => compare(value, structuredClone(value)).length === 0));
  });

  test('changing any one leaf that is not whitelisted is seen, and just that', () => {
    fc.assert(
      fc.property(document, fc.nat(), leaf, (value, pick, other) => {
        const paths = leavesOf(value);
        const path = paths[pick % paths.length] ?? [];
        const changed = replaced(value, path, other);
        const same = JSON.stringify(changed) === JSON.stringify(value);
        expect(compare(value, changed)).toHaveLength(same ? 0 : 1);
      }),
    );
  });
});

function leavesOf(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function replaced(value: Json, [key, ...deeper]: readonly (string | number)[], other: Json): Json {
  if (key === undefined) return other;
  const copy = structuredClone(value) as Record<string | number, Json>;
  copy[key] = replaced(copy[key] ?? null, deeper, other);
  return copy as Json;
}
