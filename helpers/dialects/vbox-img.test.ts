import { existsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../pipeline/formats.ts';
import type { Operation } from '../pipeline/operation.ts';
import { run } from '../process/run.ts';
import { provisioned } from '../testing/provisioned.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { knownDivergences } from './vbox-img.known.ts';
import { inCylindersOf, inGeometry, inGrains } from './vbox-img.sizes.ts';
import vboxImg from './vbox-img.ts';

const create = { op: 'create', format: 'vdi', file: 'a', size: '1M', options: [] } as const;
const resize = { op: 'resize', format: 'vdi', file: 'a', start: '1M', end: '+63M', shrink: false } as const;
const convert = {
  op: 'convert',
  input: 'a',
  inputFormat: 'qcow2',
  output: 'b',
  outputFormat: 'vmdk',
  options: [],
  compress: false,
} as const;
const streamed = ['subformat=streamOptimized'];

/** Command lines word by word. */
const VECTORS: readonly [Operation, string][] = [
  [create, 'createbase --filename a --size 1048576 --format VDI'],
  [
    { ...create, format: 'vhd', options: ['subformat=fixed'] },
    'createbase --filename a --size 1048576 --format VHD --variant Fixed',
  ],
  [
    { ...create, format: 'vmdk', size: '1G', options: streamed },
    'createbase --filename a --size 1073741824 --format VMDK --variant Stream',
  ],
  [resize, 'resize --filename a --size 67108864'],
  [{ ...resize, start: '64M', end: '-32M', shrink: true }, 'resize --filename a --size 33554432'],
  [{ ...resize, end: '4M', preallocation: 'off' }, 'resize --filename a --size 4194304'],
  [convert, 'convert --srcfilename a --srcformat QCOW --dstfilename b --dstformat VMDK'],
  [
    { ...convert, inputFormat: 'vhdx', options: streamed, compress: true },
    'convert --srcfilename a --srcformat VHDX --dstfilename b --dstformat VMDK --variant Stream',
  ],
  [{ op: 'info', file: 'a', holds: 'raw', output: 'json' }, 'info --filename a'],
];

test.for(VECTORS)('%j', ([operation, words]) => {
  expect(vboxImg.command(operation, '10.0.13')).toMatchObject({ args: words.split(' ') });
});

const UNSUPPORTED: readonly [Operation, string][] = [
  [{ ...create, format: 'qcow2' }, 'it makes no qcow2'],
  [{ ...create, options: ['a=1', 'b=2'] }, 'it has no variant for a=1,b=2'],
  [
    { ...create, format: 'vmdk', options: ['subformat=monolithicFlat'] },
    'it has no variant for subformat=monolithicFlat',
  ],
  [{ ...resize, preallocation: 'full' }, 'its resize does not preallocate'],
  [{ ...convert, inputFormat: 'bochs' }, 'it reads no bochs'],
  [{ ...convert, outputFormat: 'vhdx' }, 'it makes no vhdx'],
  [{ ...convert, compress: true }, 'its convert does not compress'],
  [{ op: 'info', file: 'a', holds: 'raw', output: 'human' }, 'its info is another text for people'],
  [{ op: 'map', file: 'a', holds: 'raw', output: 'json' }, 'it has no command for map'],
];

test.for(UNSUPPORTED)('%j is unsupported', ([operation, reason]) => {
  expect(vboxImg.command(operation, '10.0.13')).toEqual({ unsupported: reason });
});

/** What its info shows, of which a reference would say what it holds. */
function shown(text: string, holds: 'qcow' | 'qcow2' | 'vdi') {
  const command = vboxImg.command({ op: 'info', file: 'a', holds, output: 'json' }, '10.0.13');
  return 'shows' in command ? command.shows?.(text) : undefined;
}

test('its info shows a format, and of VDI alone a size', () => {
  const dump = (backend: string, rest = '') => `Dumping VD image "a" (Backend=${backend})\n${rest}`;
  expect(shown(dump('VHD', 'Header: Geometry PCHS=30/4/17 LCHS=0/0/0 cbSector=512\n'), 'vdi')).toEqual({
    format: 'vpc',
  });
  const header = 'Header: Version=00010001 Type=1 Flags=0 Size=1048576\n';
  expect(shown(dump('VDI', header), 'vdi')).toEqual({ format: 'vdi', 'virtual-size': 1048576 });
  expect(shown('nothing of all that', 'vdi')).toEqual({});
  expect(shown(dump('XFS'), 'vdi')).toEqual({});
});

test('one name of its stands for two formats of qcow', () => {
  const dump = 'Dumping VD image "a" (Backend=QCOW)';
  expect(shown(dump, 'qcow')).toEqual({ format: 'qcow' });
  expect(shown(dump, 'qcow2')).toEqual({ format: 'qcow2' });
  expect(shown(dump, 'vdi')).toEqual({ format: 'qcow' });
});

/** Sizes that qemu-img 7.2.22 read of what 7.2.22 of VirtualBox had made of others, bytes. */
test('sizes follow from a geometry as they were measured', () => {
  expect([1_048_576, 4_194_304, 67_108_864, 1_073_741_824].map(inGeometry)).toEqual([
    1_044_480, 4_177_920, 67_055_616, 1_073_479_680,
  ]);
  expect([4_194_304, 67_108_864].map((size) => inCylindersOf(1_048_576, size))).toEqual([
    4_177_920, 67_090_432,
  ]);
  expect(inCylindersOf(67_108_864, 268_435_456)).toBe(268_431_360);
  expect([4_194_304, 4_195_328].map(inGrains)).toEqual([4_194_304, 4_259_840]);
});

test('what is known of it was seen, and what it spoils is said', () => {
  expect(knownDivergences.filter(({ origin }) => origin !== 'observed')).toEqual([]);
  const spoiling = knownDivergences.filter(({ fields }) =>
    Object.keys(fields).some((path) => path.startsWith('file ') || path.startsWith('guest content ')),
  );
  expect(spoiling).not.toEqual([]);
  for (const { reason } of spoiling) expect(reason).toMatch(/rewritten|data/);
});

const { program, missing } = provisioned('vbox-img');

describe.skipIf(missing !== undefined)(`the program itself${missing ? ` (${missing})` : ''}`, () => {
  async function ask(args: readonly string[], folder: string) {
    const env = { HOME: folder, TMPDIR: folder };
    return await run({ program, args, cwd: folder, env, timeLimit: 60_000 });
  }

  test.for(FORMATS)(
    'makes an image of %s if the dialect says so, and knows it by its name',
    async (format) => {
      const folder = temporaryFolder();
      const ending = vboxImg.extensions?.[format];
      const file = ['image', ...(ending === undefined ? [] : [ending])].join('.');
      const command = vboxImg.command({ ...create, format, file }, '10.0.13');
      if ('unsupported' in command) {
        const forced = [
          'createbase',
          '--filename',
          file,
          '--size',
          '1048576',
          '--format',
          format.toUpperCase(),
        ];
        expect((await ask(forced, folder)).ending).toEqual({ kind: 'exited', code: 1 });
        expect(existsSync(join(folder, file))).toBe(false);
        return;
      }
      expect((await ask(command.args, folder)).ending).toEqual({ kind: 'exited', code: 0 });
      // Its files are of their owner alone.
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
      const info = vboxImg.command({ op: 'info', file, holds: format, output: 'json' }, '10.0.13');
      if (!('args' in info)) throw new Error(info.unsupported);
      const { ending: end, stdout } = await ask(info.args, folder);
      expect(end).toEqual({ kind: 'exited', code: 0 });
      const size = format === 'vdi' ? { 'virtual-size': 1_048_576 } : {};
      expect(info.shows?.(stdout)).toEqual({ format: format === 'vhd' ? 'vpc' : format, ...size });
    },
  );

  test('knows raw data by no name but that of a disc or a floppy', async () => {
    const folder = temporaryFolder();
    for (const [name, bytes, code] of [
      ['a.raw', 1_048_576, 2],
      ['a.img', 1_048_576, 0],
      ['a.img', 67_108_864, 2],
      ['a.iso', 67_108_864, 0],
    ] as const) {
      writeFileSync(join(folder, name), '');
      truncateSync(join(folder, name), bytes);
      const { ending } = await ask(['info', '--filename', name], folder);
      expect([name, bytes, ending]).toEqual([name, bytes, { kind: 'exited', code }]);
    }
  });
});
