import type { Computed, KnownDivergence } from '../pipeline/known-divergence.ts';
import type { Row } from '../pipeline/row.ts';
import { sizeOf } from '../pipeline/size.ts';

const docs = (page: string) => `https://github.com/shakenfist/instar/blob/main/docs/${page}.md`;

const everyRelease = { releases: 'all', reader: 'any', origin: 'documented' } as const;
const any = 'any';

/** Bytes that the subject of a row asks for. */
function sizeAskedFor({ steps }: Row): number | undefined {
  const [size] = steps.flatMap(({ role, operation }) =>
    role === 'subject' && operation.op === 'create' ? operation.size : [],
  );
  return size === undefined ? undefined : Number(sizeOf(size));
}

const compat = {
  'format-specific.data.compat': { is: '1.1' },
  // What qemu-img says of an image of compat 1.1 only.
  'format-specific.data.corrupt': { is: false },
  'format-specific.data.extended-l2': { is: false },
  'format-specific.data.lazy-refcounts': { is: false },
} as const;

const exactVhdSize = {
  ...everyRelease,
  suite: 'create',
  target: 'vhd',
  fields: {
    'virtual-size': { words: 'the size that was asked for', value: ({ row }) => sizeAskedFor(row) },
  },
  reason: 'the virtual size is exact, qemu-img rounds it to a CHS geometry',
  link: docs('create'),
} as const satisfies Omit<KnownDivergence, 'case'>;

/** Of a fixed VHD, which is not looked for, `info` counts the footer as data. */
const exactFixedVhdSize = {
  ...exactVhdSize,
  fields: {
    'virtual-size': {
      words: 'the size that was asked for, and 512 bytes of footer',
      value: ({ row }) => {
        const size = sizeAskedFor(row);
        return size === undefined ? undefined : size + 512;
      },
    },
  },
} as const satisfies Omit<KnownDivergence, 'case'>;

const vhdxBlockSize = {
  ...everyRelease,
  target: 'vhdx',
  fields: { 'cluster-size': { is: 32 * 1024 * 1024 } },
  reason: 'the default block size is 32 MiB, qemu-img chooses it by the size of the disk',
} as const;

const measure = {
  ...everyRelease,
  suite: 'measure',
  link: docs('measure'),
} as const;

/** A number that `measure` prints, by the names that it has in either rendering. */
const requires = (value: number) => ({
  required: { is: value },
  'line 1': { is: `required size: ${value}\n` },
});
const takesAtMost = (value: number) => ({
  'fully-allocated': { is: value },
  'line 2': { is: `fully allocated size: ${value}\n` },
});
const requiresOther = { required: any, 'line 1': any } as const;

const allIsData = 'what is required for a disk without a hole';
const requiresAll = {
  required: { words: allIsData, value: ({ said }) => said('fully-allocated') },
  'line 1': {
    words: allIsData,
    value: ({ said }) => said('line 2')?.toString().replace('fully allocated', 'required'),
  },
} as const satisfies KnownDivergence['fields'];

const as = (release: string): Computed => ({
  words: `as qemu-img ${release}`,
  value: ({ said }, path) => said(path, release),
});
// Of parallels images `bitmaps size` is told from 8.2 on.
const oldMeasure = {
  ...measure,
  fields: { bitmaps: as('10.0.2'), 'line 3': as('10.0.2') },
  reason: 'measure takes no --qemu-version, so it answers as releases from 8.2 on do',
} as const;

// Before 11.1.2 what is beyond the end of the file counts as data.
const oldMeasureOfTruncated = {
  ...measure,
  fields: { required: as('11.1.2'), 'line 1': as('11.1.2') },
  reason: 'measure takes no --qemu-version, so it answers as releases from 11.1.2 on do',
} as const;

// qemu-img looks for holes where a format does not say of itself what is allocated: in raw images (a fixed VHD, too, is
// read as raw), in a static VDI, and in a qcow2 that has allocated much more than its file takes on the disk.
const withoutHoles = {
  ...measure,
  fields: requiresAll,
  reason: 'holes of the file are not seen (no SEEK_HOLE in the guest), so they count as data',
} as const;

// qemu-img follows no parent of a VHD either, so a differencing one is none of these.
const withoutChain = {
  ...measure,
  target: 'qcow2',
  fields: requiresOther,
  reason: 'only the image itself is measured, not what it is backed by',
} as const;

const withoutMissing = {
  ...withoutChain,
  fields: { 'exit code of measure': { is: 0 }, '(document)': { is: 'JSON' }, 'line *': any },
} as const;

// The documentation says that instar counts every block and qemu-img those that are there. Every release of qemu-img
// here counts every block, so the difference that is documented can only be this one.
const withoutAbsentBlocks = {
  ...measure,
  target: 'vhdx',
  fields: requiresOther,
  reason: 'blocks that are not present are not counted, qemu-img counts them as data',
} as const;

const map = {
  ...everyRelease,
  suite: 'map',
  link: docs('map'),
} as const;

// Which extents there are then, and what is said of them, depends on what is allocated where.
const anyExtent = { 'extent at *': any, 'line *': any } as const;

const mapWithoutHoles = {
  ...map,
  fields: anyExtent,
  reason: 'holes of the file are not seen (no SEEK_HOLE in the guest), so they are mapped as data',
} as const;

const mapWithoutChain = {
  ...map,
  target: 'qcow2',
  fields: anyExtent,
  reason: 'only the image itself is mapped, not what it is backed by',
} as const;

/** Of what an image is backed by that is not there. */
const mapWithoutMissing = {
  ...mapWithoutChain,
  fields: { 'exit code of map': { is: 0 }, '(document)': { is: 'JSON' }, 'line *': any },
} as const;

// The documentation says that the JSON of compressed clusters differs, and not how. From 8.2 on there is a field for
// them, so that is guessed to be it.
const mapOfCompressed = {
  ...map,
  releases: '8.2-999',
  fields: { 'extent at *: compressed': { is: false } },
  reason: 'compressed clusters are not told from others',
} as const;

const vhdFooter = {
  ...measure,
  target: 'vhd',
  reason: 'the virtual size is read from the footer, qemu-img takes it from the CHS geometry',
} as const;

/**
 * What instar's documentation says of its own differences from qemu-img, sorted by suite, target and case. It also
 * states that a vmdk is committed only to a base that is named; the cases have no other.
 */
export const knownDivergences: readonly KnownDivergence[] = [
  {
    ...everyRelease,
    suite: 'check',
    target: 'raw',
    case: '* json',
    fields: {
      'chain-errors': {
        words: 'no error in what it is backed by, beside what qemu-img counts',
        value: ({ said }) => (said('check-errors') === undefined ? undefined : 0),
        adds: true,
      },
    },
    reason: 'the errors of the chain are counted as well',
    link: docs('check'),
  },
  {
    ...everyRelease,
    suite: 'create',
    target: 'qcow2',
    case: '1G-compat-v2',
    fields: compat,
    reason: 'compat=0.10 is taken for 1.1',
    link: docs('create'),
  },
  {
    ...everyRelease,
    suite: 'create',
    target: 'qcow2',
    case: '1G-zstd',
    fields: { 'format-specific.data.compression-type': { is: 'zlib' } },
    reason: 'compression_type=zstd is taken for zlib',
    link: docs('create'),
  },
  { ...exactFixedVhdSize, case: '16M-fixed' },
  { ...exactVhdSize, case: '1G-default' },
  { ...exactVhdSize, case: '1M-default' },
  { ...exactFixedVhdSize, case: '1M-fixed' },
  { ...exactVhdSize, case: '64M-default' },
  { ...vhdxBlockSize, suite: 'create', case: '1G-default', link: docs('create') },
  { ...vhdxBlockSize, suite: 'create', case: '1M-default', link: docs('create') },
  { ...vhdxBlockSize, suite: 'create', case: '64M-default', link: docs('create') },
  { ...vhdxBlockSize, suite: 'dd', case: '1M-raw-bs1000-count3-vhdx', link: docs('dd') },
  {
    suite: 'dd',
    target: 'vhdx',
    case: '1M-raw-count0-vhdx',
    releases: 'all',
    origin: 'documented',
    reader: 'check',
    fields: { 'check of image.vhdx': any },
    reason: 'the image of an empty window is one that qemu-img cannot open',
    link: docs('dd'),
  },
  {
    suite: 'dd',
    target: 'vhdx',
    case: '1M-raw-count0-vhdx',
    releases: 'all',
    origin: 'documented',
    reader: 'compare',
    fields: { 'guest content of image.vhdx': any },
    reason: 'the image of an empty window is one that qemu-img cannot open',
    link: docs('dd'),
  },
  {
    suite: 'dd',
    target: 'vhdx',
    case: '1M-raw-count0-vhdx',
    releases: 'all',
    origin: 'documented',
    reader: 'reference',
    fields: { 'exit code of info': { is: 1 }, '(document)': { is: 'empty' } },
    reason: 'the image of an empty window is one that qemu-img cannot open',
    link: docs('dd'),
  },
  { ...vhdxBlockSize, suite: 'dd', case: '1M-raw-whole-vhdx', link: docs('dd') },
  { ...mapOfCompressed, target: 'qcow', case: 'qcow1-compressed json' },
  { ...mapWithoutChain, case: 'chain-middle-qcow2 *' },
  { ...mapWithoutChain, case: 'chain-top-qcow2 *' },
  { ...mapWithoutChain, case: 'qcow2-backing-json *' },
  { ...mapWithoutMissing, case: 'qcow2-backing-loop-lower *' },
  { ...mapWithoutMissing, case: 'qcow2-backing-nbd *' },
  { ...mapWithoutChain, case: 'qcow2-backing-outside *' },
  { ...mapWithoutHoles, target: 'qcow2', case: 'qcow2-cluster-beyond-file *' },
  { ...mapOfCompressed, target: 'qcow2', case: 'qcow2-compressed json' },
  { ...mapOfCompressed, target: 'qcow2', case: 'qcow2-compressed-garbage json' },
  { ...mapOfCompressed, target: 'qcow2', case: 'qcow2-inflates json' },
  { ...mapWithoutHoles, target: 'qcow2', case: 'qcow2-max-cluster *' },
  { ...mapWithoutChain, case: 'qcow2-overlay-chain *' },
  { ...mapWithoutChain, case: 'qcow2-overlay-unaligned *' },
  { ...mapWithoutHoles, target: 'qcow2', case: 'qcow2-prealloc-metadata *' },
  { ...mapWithoutHoles, target: 'qcow2', case: 'qcow2-truncated-data *' },
  { ...mapOfCompressed, target: 'qcow2', case: 'qcow2-zstd json' },
  { ...mapWithoutHoles, target: 'raw', case: 'raw-fat-no-partition *' },
  { ...mapWithoutHoles, target: 'raw', case: 'raw-gpt-partitioned *' },
  { ...mapWithoutHoles, target: 'raw', case: 'raw-islands *' },
  { ...mapWithoutHoles, target: 'raw', case: 'raw-mbr-partitioned *' },
  { ...mapWithoutHoles, target: 'raw', case: 'raw-sparse-empty *' },
  { ...mapWithoutHoles, target: 'raw', case: 'raw-unaligned-size *' },
  { ...mapWithoutHoles, target: 'raw', case: 'raw-zeros-1mb *' },
  { ...mapWithoutHoles, target: 'vdi', case: 'vdi-static *' },
  { ...mapWithoutHoles, target: 'vhd', case: 'vhd-fixed *' },
  { ...mapOfCompressed, target: 'vmdk', case: 'vmdk-inflates json' },
  { ...mapOfCompressed, target: 'vmdk', case: 'vmdk-streamoptimized json' },
  {
    ...mapOfCompressed,
    target: 'vmdk',
    case: 'vmdk-v3 json',
    // It has more compressed grains than differences are told of a document.
    fields: { ...mapOfCompressed.fields, '* more differences': any },
  },
  { ...oldMeasure, target: 'parallels', case: 'parallels-*__qcow2 *', releases: '5.2-8.1' },
  {
    ...oldMeasureOfTruncated,
    target: 'parallels',
    case: 'parallels-truncated-data__qcow2 *',
    releases: '5.2-10.2',
  },
  { ...withoutChain, case: 'chain-middle-qcow2__qcow2 *' },
  { ...withoutChain, case: 'chain-top-qcow2__qcow2 *' },
  { ...withoutChain, case: 'qcow2-backing-absolute__qcow2 *' },
  { ...withoutChain, case: 'qcow2-backing-json__qcow2 *' },
  { ...withoutMissing, case: 'qcow2-backing-loop-lower__*' },
  { ...withoutMissing, case: 'qcow2-backing-nbd__*' },
  { ...withoutChain, case: 'qcow2-backing-outside__qcow2 *' },
  // It has a hole where its file ends before the cluster.
  {
    ...withoutHoles,
    target: 'qcow2',
    case: 'qcow2-cluster-beyond-file__qcow2 *',
    fields: requiresOther,
  },
  // Not all of its clusters are allocated, so not all of the disk counts.
  { ...withoutHoles, target: 'qcow2', case: 'qcow2-max-cluster__qcow2 *', fields: requiresOther },
  { ...withoutChain, case: 'qcow2-overlay-chain__qcow2 *' },
  { ...withoutChain, case: 'qcow2-overlay-unaligned__qcow2 *' },
  { ...withoutHoles, target: 'qcow2', case: 'qcow2-prealloc-metadata__qcow2 *' },
  { ...withoutHoles, target: 'raw', case: 'raw-fat-no-partition__qcow2 *' },
  { ...withoutHoles, target: 'raw', case: 'raw-gpt-partitioned__qcow2 *' },
  { ...withoutHoles, target: 'raw', case: 'raw-islands__qcow2 *' },
  { ...withoutHoles, target: 'raw', case: 'raw-mbr-partitioned__qcow2 *' },
  { ...withoutHoles, target: 'raw', case: 'raw-sparse-empty__qcow2 *' },
  { ...withoutHoles, target: 'raw', case: 'raw-unaligned-size__qcow2 *' },
  { ...withoutHoles, target: 'raw', case: 'raw-zeros-1mb__qcow2 *' },
  { ...withoutHoles, target: 'vdi', case: 'vdi-static__qcow2 *' },
  { ...withoutHoles, target: 'vhd', case: 'vhd-fixed__qcow2 *' },
  // Its footer says 136365211648; the other is what qemu-img measures for a qcow2 of that size.
  { ...vhdFooter, case: 'virtualpc-vhd__qcow2 *', fields: takesAtMost(136386248704) },
  {
    ...vhdFooter,
    case: 'virtualpc-vhd__raw *',
    fields: { ...requires(136365211648), ...takesAtMost(136365211648) },
  },
  { ...withoutAbsentBlocks, case: 'qemu-vhdx__qcow2 *' },
  { ...withoutAbsentBlocks, case: 'vhdx-dynamic__qcow2 *' },
  { ...withoutAbsentBlocks, case: 'vhdx-fixed__qcow2 *' },
  { ...withoutAbsentBlocks, case: 'vhdx-log-garbage__qcow2 *' },
  { ...withoutAbsentBlocks, case: 'vhdx-table-beyond-file__qcow2 *' },
  {
    // The documentation names the image and no rule. That partitions are the reason is a guess: nothing else tells the
    // image from the other VMDKs, in all of which grains and clusters have one size.
    ...measure,
    fields: requiresAll,
    target: 'vmdk',
    case: 'vmdk-multi-partition__qcow2 *',
    reason:
      'a disk with several partitions counts as one run of data, qemu-img counts the grains that are there',
  },
  {
    ...everyRelease,
    suite: 'resize',
    target: 'qcow2',
    case: '1M-to-4M-prealloc-metadata',
    reader: 'candidate',
    fields: { 'exit code of resize': { is: 1 } },
    reason: 'preallocation=metadata is refused',
    link: docs('resize'),
  },
  {
    ...everyRelease,
    suite: 'resize',
    target: 'qcow2',
    case: '1M-to-64M-compat-v2',
    fields: compat,
    reason: 'compat=0.10 is taken for 1.1',
    link: docs('resize'),
  },
];
