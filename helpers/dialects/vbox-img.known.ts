import type { Json } from '../pipeline/json.ts';
import type { Given, KnownDivergence, KnownValue } from '../pipeline/known-divergence.ts';
import { resizedTo, sizeOf } from '../pipeline/size.ts';
import { inCylindersOf, inGeometry, inGrains } from './vbox-img.sizes.ts';

/** An entry, but for what is the same in all; of all releases where nothing is said. */
type Entry = Omit<KnownDivergence, 'origin' | 'link' | 'releases'> & { readonly releases?: string };
/** What is said of a conversion to any format that it makes. */
type Converted = Omit<Entry, 'suite' | 'target'>;

const MIB = 1024 * 1024;

/** qemu-img 7.2.22 reads what it makes by the geometry in the footer, 10.0.2 by the size that stands there. */
const BY_GEOMETRY = '5.2-10.0.0';
const BY_SIZE = '10.0.2-99';

const text = (value: Json | undefined) => String(value ?? '');
const refused = (step: string): Entry['fields'] => ({ [`exit code of ${step}`]: { is: 1 } });
const each = (value: KnownValue, ...paths: string[]) =>
  Object.fromEntries(paths.map((path) => [path, value]));
const sized = (words: string, bytes: (given: Given) => number, ...others: string[]) =>
  each({ words, value: bytes }, 'virtual-size', ...others);

const asked = ({ row }: Given) => Number(sizeOf(text(row.parameters.size_str)));
const start = ({ row }: Given) => sizeOf(text(row.parameters.start_size_str));
const end = (given: Given) => Number(resizedTo(start(given), text(given.row.parameters.end_spec)));

/** Bytes that it finds in the image fixtures that are converted; the others have 4 MiB. */
const FOUND: Readonly<Record<string, number>> = {
  'parallels-data': 3 * MIB,
  'qcow2-overlay-unaligned': 4 * MIB + 1024,
  'raw-islands': 8 * MIB,
  'vhd-dynamic': 8 * MIB + 2048,
};
const found = ({ row }: Given) => FOUND[text(row.parameters.image)] ?? 4 * MIB;

const OWN_ENDINGS: Readonly<Record<string, string>> = { parallels: '.hdd', raw: '.iso' };
const read = (target: string, where = 'Content mismatch at offset 0!') =>
  each({ is: where }, `guest content of output.${target}${OWN_ENDINGS[target] ?? ''}`);

const EXACT = 'the size of its VHD is what was asked for or converted, qemu-img rounds it up to a geometry';
const CYLINDERS = `${EXACT}; up to 10.0.0 the whole cylinders of it are read, since its creator is not known there`;
const FOOTER = 'it knows a fixed VHD by its footer, which qemu-img takes for data';
const GRAINS = 'its VMDK is rounded up to whole grains of 64 KiB';
const NO_BASE =
  'it reads an overlay without what it is backed by, says nothing of that and exits with 0: all data below are missing in what it writes';
const ITSELF =
  'it takes a Parallels image that begins with "WithouFreSpacExt" for raw data and copies the file itself: no data are where a guest looks for them in what it writes';
const REWRITTEN =
  'before it refuses an image of qcow2 ("Reading the L1 table failed"), it has rewritten it: as of version 2, whatever it was, and padded to whole clusters; a guest reads what it did before';

const NOT_A_DISC =
  'it knows raw data by the name of a disc, "iso", and a disc of no other size than whole blocks of 2 KiB, more than 32 KiB of them';
const FEATURES = 'it knows none of the incompatible features of qcow2';
const SNAPSHOTS = 'it opens no image of qcow2 that has snapshots';
const NO_DRIVER = 'it knows no images of this format';
const VHDX = 'it opens no VHDX that qemu-img has made ("BAT region not marked as required")';
const DMG = 'it does not take the header of the image (VERR_VD_DMG_INVALID_HEADER)';
const RESIZED =
  'a VHD keeps the heads and sectors that it was made with and gets whole cylinders of them, which may be less than was asked for; an end that is relative is counted from what was asked for when it was made';

/** Images whose `info` fails, with its exit code. */
const UNOPENED: readonly (readonly [image: string, code: number, reason: string])[] = [
  ['bochs-growing', 2, NO_DRIVER],
  ['cloop-pattern', 2, NO_DRIVER],
  ['dmg-simple', 1, DMG],
  ['qcow2-corrupt', 1, FEATURES],
  ['qcow2-dirty', 1, FEATURES],
  ['qcow2-empty', 1, 'it opens no image of qcow2 that ends within a cluster ("Reading the L1 table failed")'],
  ['qcow2-extended-l2', 1, FEATURES],
  ['qcow2-snapshots', 1, SNAPSHOTS],
  ['qcow2-zstd', 1, FEATURES],
  ['raw-grub-mbr', 2, NOT_A_DISC],
  ['raw-unaligned-size', 2, NOT_A_DISC],
  ['vhdx-dynamic', 1, VHDX],
  ['vhdx-fixed', 1, VHDX],
];

const PARALLELS_SIZE = {
  suite: 'convert',
  case: 'parallels-data__plain',
  fields: sized('the length of the file', found),
  reason: ITSELF,
} as const;

/** An image that holds nothing: header, reference counts, their table, the table of clusters. */
const rewritten = ({ row }: Given) => {
  const size = /cluster_size=(\w+)/.exec(text(JSON.stringify(row.parameters.options)))?.[1] ?? '64k';
  return `changed, ${4n * sizeOf(size)} bytes`;
};

const EXTENT = 'format-specific.data.extents[0].virtual-size';
const inWholeGrains = (bytes: (given: Given) => number) =>
  sized('whole grains of the size', (given) => inGrains(bytes(given)), EXTENT);

function convertedTo(target: string): readonly Converted[] {
  return [
    {
      case: 'dmg-simple__plain',
      reader: 'candidate',
      fields: refused('convert'),
      reason: DMG,
    },
    {
      case: 'vhdx-dynamic__plain',
      reader: 'candidate',
      fields: refused('convert'),
      reason: VHDX,
    },
    { case: 'parallels-data__plain', reader: 'compare', fields: read(target), reason: ITSELF },
    ...(target === 'qcow' || target === 'qed'
      ? [
          {
            case: 'qcow2-overlay-unaligned__plain',
            reader: 'candidate',
            fields: refused('convert'),
            reason: 'it copies an overlay to no format that has overlays (VERR_INVALID_PARAMETER)',
          } as const,
        ]
      : [
          {
            case: 'qcow2-overlay-unaligned__*',
            reader: 'compare',
            fields: read(target),
            reason: NO_BASE,
          } as const,
        ]),
  ];
}

const converted = ['parallels', 'qcow', 'qed', 'raw', 'vdi', 'vhd', 'vmdk'].flatMap((target) =>
  convertedTo(target).map((entry): Entry => ({ suite: 'convert', target, ...entry })),
);

/** A VHD that a release reads: in `create` and `convert` alike. */
const vhd = (suite: string, name: string, words: string, bytes: (given: Given) => number): Entry[] => {
  const entry = { suite, target: 'vhd', case: name, reader: 'reference' } as const;
  return [
    {
      ...entry,
      releases: BY_GEOMETRY,
      fields: sized(`whole cylinders of ${words}`, (given) => inGeometry(bytes(given))),
      reason: CYLINDERS,
    },
    { ...entry, releases: BY_SIZE, fields: sized(words, bytes), reason: EXACT },
  ];
};

/** A fixed VHD, which the candidate knows and the releases read as raw data of 512 bytes more. */
const fixedVhd = (suite: string, name: string, words: string, bytes: (given: Given) => number): Entry[] => {
  const entry = { suite, target: 'vhd', case: name } as const;
  const whole = (given: Given) => bytes(given) + 512;
  return [
    { ...entry, reader: 'candidate', fields: each({ is: 'vpc' }, 'format'), reason: FOOTER },
    { ...entry, reader: 'reference', fields: sized(`${words}, and a footer`, whole), reason: EXACT },
  ];
};

const vhdsConverted = ['parallels-data__plain', 'q*__plain', 'raw-islands__plain', 'vdi-*', 'vm*'];

const otherEntries: readonly Entry[] = [
  {
    suite: 'convert',
    target: 'raw',
    case: 'chain-top-qcow2__plain',
    reader: 'compare',
    fields: read('raw'),
    reason: NO_BASE,
  },
  {
    suite: 'convert',
    target: 'raw',
    case: 'parallels-data__plain',
    reader: 'reference',
    fields: { format: { is: 'parallels' }, 'dirty-flag': 'any' },
    reason: ITSELF,
  },
  {
    suite: 'convert',
    target: 'raw',
    case: 'qcow2-overlay-unaligned__plain',
    reader: 'candidate',
    fields: { 'exit code of info': { is: 2 } },
    reason: NOT_A_DISC,
  },
  {
    suite: 'convert',
    target: 'raw',
    case: 'qcow2-snapshots__plain',
    reader: 'candidate',
    fields: refused('convert'),
    reason: SNAPSHOTS,
  },
  {
    suite: 'convert',
    target: 'raw',
    case: 'raw-unaligned-size__plain',
    reader: 'candidate',
    fields: refused('convert'),
    reason: 'it reads no raw data that end within a sector (VERR_VD_RAW_SIZE_MODULO_512)',
  },
  {
    suite: 'convert',
    target: 'raw',
    case: 'vhd-fixed__plain',
    reader: 'compare',
    fields: read('raw', 'Warning: Image size mismatch!\nContent mismatch at offset 4212736!'),
    reason: FOOTER,
  },
  {
    suite: 'convert',
    target: 'raw',
    case: 'vhd-fixed__plain',
    reader: 'reference',
    fields: { 'virtual-size': { is: 4_212_736 } },
    reason: FOOTER,
  },
  ...['parallels', 'qcow', 'qed'].map(
    (target): Entry => ({ ...PARALLELS_SIZE, target, reader: 'reference' }),
  ),
  { ...PARALLELS_SIZE, target: 'vdi', reader: 'any' },
  ...vhdsConverted.flatMap((name) => vhd('convert', name, 'the size of the source', found)),
  ...fixedVhd('convert', 'qcow2-overlay-unaligned__fixed', 'the size of the source', found),
  ...['parallels-data__plain', 'qcow2-overlay-unaligned__*', 'vhd-dynamic__plain'].map(
    (name): Entry => ({
      suite: 'convert',
      target: 'vmdk',
      case: name,
      reader: 'reference',
      fields: inWholeGrains(found),
      reason: name.startsWith('parallels') ? ITSELF : GRAINS,
    }),
  ),
  ...vhd('create', '*-default', 'the size that was asked for', asked),
  ...fixedVhd('create', '*-fixed', 'the size that was asked for', asked),
  ...UNOPENED.map(
    ([name, code, reason]): Entry => ({
      suite: 'info',
      target: 'raw',
      case: `${name} json`,
      reader: 'candidate',
      fields: { 'exit code of info': { is: code } },
      reason,
    }),
  ),
  {
    suite: 'info',
    target: 'raw',
    case: 'vhd-fixed json',
    reader: 'candidate',
    fields: each({ is: 'vpc' }, 'format'),
    reason: FOOTER,
  },
  {
    suite: 'resize',
    target: 'qcow2',
    case: '1M-to-64M-extended-l2',
    reader: 'candidate',
    fields: refused('resize'),
    reason: FEATURES,
  },
  ...['compat-v2', 'cs-*', 'default', 'lazy-refcounts', 'noop', 'prealloc-off', 'rb-*', '*shrink'].map(
    (name): Entry => ({
      suite: 'resize',
      target: 'qcow2',
      case: `*-${name}`,
      reader: 'candidate',
      fields: {
        ...refused('resize'),
        'file work/image.qcow2': { words: 'the four clusters of an empty image', value: rewritten },
      },
      reason: REWRITTEN,
    }),
  ),
  ...['1M-*', '64M-to-256M-default', '64M-to-1M-shrink'].map(
    (name): Entry => ({
      suite: 'resize',
      target: 'raw',
      case: name,
      reader: 'candidate',
      fields: refused('resize'),
      reason: 'it resizes no raw data (VERR_NOT_SUPPORTED)',
    }),
  ),
  ...(['compare', 'reference'] as const).flatMap((reader) =>
    ['*-default', '*-prealloc-off'].map(
      (name): Entry => ({
        suite: 'resize',
        target: 'vhd',
        case: name,
        reader,
        fields: sized('the whole cylinders of the size that was asked for', (given) =>
          inCylindersOf(Number(start(given)), end(given)),
        ),
        reason: RESIZED,
      }),
    ),
  ),
];

const place = ({ suite, target, case: name, reader, releases }: KnownDivergence) =>
  [suite, target, name, reader, releases].join('\0');

/** What runs of vbox-img 7.2.22 have shown; the words of its messages are its own. */
export const knownDivergences: readonly KnownDivergence[] = [...converted, ...otherEntries]
  .map(
    (entry): KnownDivergence => ({ releases: 'all', ...entry, origin: 'observed', link: 'docs/vbox-img.md' }),
  )
  .sort((a, b) => (place(a) < place(b) ? -1 : 1));
