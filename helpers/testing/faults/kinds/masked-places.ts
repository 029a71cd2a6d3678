import { escapeRegExp } from '../../../text/pattern.ts';
import type { Fault } from '../fault.ts';
import { rewriteInfo } from './info.ts';

/** Something in the place of an image's format-specific part, on both sides, which no case of a suite prints. */
interface Place {
  readonly name: string;
  /** JSON without blanks, in which `%` stands for a value */
  readonly json: string;
  readonly recorded: string;
  /** values that mean the same */
  readonly same: readonly string[];
  /** values that do not */
  readonly other: readonly string[];
  readonly path: string;
}

const UUID = '"7df1ef12-1f5a-4cd4-9d30-1a9a4b8d5b0e"';
const OTHER_UUID = '"0b1c2d3e-1f5a-4CD4-9d30-1a9a4b8d5b0f"';

const specific = (type: string, data: string) => `"format-specific":{"type":"${type}","data":${data}}`;

const PLACES: readonly Place[] = [
  {
    name: 'log-size of a vhdx',
    json: specific('vhdx', '{"log-size":%}'),
    recorded: '1',
    same: ['2'],
    other: ['"1"', 'null'],
    path: 'format-specific.data.log-size',
  },
  ...['null', '[]'].map((recorded) => ({
    name: `log-size of a vhdx that is ${recorded}`,
    json: specific('vhdx', '{"log-size":%}'),
    recorded,
    same: [],
    other: ['{}'],
    path: 'format-specific.data.log-size',
  })),
  {
    name: 'log-size of another format',
    json: specific('vdi', '{"log-size":%}'),
    recorded: '1',
    same: [],
    other: ['2'],
    path: 'format-specific.data.log-size',
  },
  {
    name: 'log-size outside of data',
    json: '"format-specific":{"type":"vhdx","data":{},"log-size":%}',
    recorded: '1',
    same: [],
    other: ['2'],
    path: 'format-specific.log-size',
  },
  {
    name: 'cid of another format',
    json: specific('qcow2', '{"cid":%}'),
    recorded: '1',
    same: [],
    other: ['2'],
    path: 'format-specific.data.cid',
  },
  ...['vhdx', 'vdi', 'parallels', 'luks'].map((type) => ({
    name: `an id of a ${type}`,
    json: specific(type, '{"slots":[{"uuid":%}]}'),
    recorded: UUID,
    same: [OTHER_UUID],
    other: ['"7df1ef12"', '1', `"x${UUID.slice(1)}`, `${UUID.slice(0, -1)}x"`],
    path: 'format-specific.data.slots[0].uuid',
  })),
  {
    name: 'an id of a format that has none',
    json: specific('qcow2', '{"uuid":%}'),
    recorded: UUID,
    same: [],
    other: [OTHER_UUID],
    path: 'format-specific.data.uuid',
  },
  ...['refcount-block-cache-size', 'l2-cache-size', 'l2-cache-entry-size', 'cache-clean-interval'].map(
    (key) => ({
      name: `${key}, deep down`,
      json: `"a":{"b":[{"${key}":%}]}`,
      recorded: '1',
      same: ['2'],
      other: ['"1"'],
      path: `a.b[0].${key}`,
    }),
  ),
  ...['date-sec', 'date-nsec'].map((key) => ({
    name: `${key} of a snapshot`,
    json: `"snapshots":[{"id":"1"},{"${key}":%}]`,
    recorded: '1',
    same: ['2'],
    other: ['"1"'],
    path: `snapshots[1].${key}`,
  })),
  {
    name: 'vm-state-size of a snapshot',
    json: '"snapshots":[{"vm-state-size":%}]',
    recorded: '1',
    same: [],
    other: ['2'],
    path: 'snapshots[0].vm-state-size',
  },
  {
    name: 'the order of bitmaps',
    json: specific('qcow2', '{"bitmaps":%}'),
    recorded: '[{"name":"a","granularity":2},{"name":"b","granularity":1}]',
    same: ['[{"granularity":1,"name":"b"},{"granularity":2,"name":"a"}]'],
    other: [
      '[{"name":"a","granularity":2}]',
      '[{"name":"a","granularity":1},{"name":"b","granularity":2}]',
      '[{"name":"b","granularity":2},{"name":"a","granularity":1}]',
    ],
    path: 'format-specific.data.bitmaps',
  },
  {
    name: 'the order of flags of a bitmap',
    json: specific('qcow2', '{"bitmaps":[{"name":"a","flags":%}]}'),
    recorded: '["auto","in-use"]',
    same: ['["in-use","auto"]'],
    other: ['["auto"]', '["auto","auto"]'],
    path: 'format-specific.data.bitmaps[0].flags',
  },
  {
    name: 'the order of a list that is no set',
    json: specific('vmdk', '{"extents":%}'),
    recorded: '["a","b"]',
    same: [],
    other: ['["b","a"]'],
    path: 'format-specific.data.extents',
  },
  {
    name: 'actual-size of a grandchild',
    json: '"children":[{"info":{"children":[{"info":{"actual-size":%}}]}}]',
    recorded: '1',
    same: [],
    other: ['2'],
    path: 'children[0].info.children[0].info.actual-size',
  },
  {
    name: 'virtual-size of a second child',
    json: '"children":[{},{"info":{"virtual-size":%}}]',
    recorded: '1',
    same: ['2'],
    other: ['null'],
    path: 'children[1].info.virtual-size',
  },
  {
    name: 'actual-size of something that is no list',
    json: '"children":{"a":{"info":{"actual-size":%}}}',
    recorded: '1',
    same: [],
    other: ['2'],
    path: 'children.a.info.actual-size',
  },
];

/** sed: a raw image's document gets another last field. */
function append({ json }: Place, value: string): string {
  return `s|\\n}|,${json.replace('%', () => value)}}|`;
}

function trial(place: Place, value: string, result: Fault['result']): Fault {
  return {
    name: `info: ${place.name}, ${place.recorded} or ${value}`,
    on: 'info',
    script: rewriteInfo(`s/\\n    "children": \\[.*\\n    \\],//; ${append(place, value)}`),
    recorded: `s/\\n    "children": \\[.*\\n    \\],//; ${append(place, place.recorded)}`,
    touches: ['create/raw/*'],
    result,
    ...(result === 'diverged' ? { says: new RegExp(escapeRegExp(place.path)) } : {}),
  };
}

/** The whitelist at places, and just beside the places, that the suites' own images do not have. */
export const maskedPlaceFaults: readonly Fault[] = PLACES.flatMap((place) => [
  ...place.same.map((value) => trial(place, value, 'match')),
  ...place.other.map((value) => trial(place, value, 'diverged')),
]);
