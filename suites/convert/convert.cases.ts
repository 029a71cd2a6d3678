import type { Format } from '../../helpers/pipeline/formats.ts';

/** `convert [-c] -O TARGET [-o OPTION].. IMAGE OUTPUT`, then `info --output=json` of the output. */
export interface ConvertCase {
  /** id of the image fixture */
  readonly source: string;
  readonly target: Format;
  /** what is asked for beside the target, in the words of the other tables */
  readonly suffix: string;
  /** `-c` */
  readonly compress: boolean;
  readonly options: readonly string[];
}

/** Every format that qemu-img writes without a secret. */
const TARGETS: readonly Format[] = ['raw', 'qcow2', 'vmdk', 'vhd', 'vhdx', 'parallels', 'qcow', 'qed', 'vdi'];

/** An image of each format that it reads, with data and holes. */
const SOURCES = [
  'bochs-growing',
  'cloop-pattern',
  'dmg-simple',
  'parallels-data',
  'qcow1-data',
  'qcow2-v3',
  'qed-data',
  'raw-islands',
  'vdi-dynamic',
  'vhd-dynamic',
  'vhdx-dynamic',
  'vmdk-monolithic-sparse',
];

/** Data, holes, a base below, and an end within a cluster. */
const HARDEST = 'qcow2-overlay-unaligned';

/** A longer chain, compressed clusters, snapshots, raw data that end within a cluster, and a footer that is taken for data. */
const SPECIAL = ['chain-top-qcow2', 'qcow2-compressed', 'qcow2-snapshots', 'raw-unaligned-size', 'vhd-fixed'];

const plain = (source: string, target: Format): ConvertCase => ({
  source,
  target,
  suffix: 'plain',
  compress: false,
  options: [],
});
const withOptions = (target: Format, suffix: string, ...options: string[]): ConvertCase => ({
  ...plain(HARDEST, target),
  suffix,
  options,
});
const compressed = (target: Format, suffix: string, ...options: string[]): ConvertCase => ({
  ...withOptions(target, suffix, ...options),
  compress: true,
});

export const cases: readonly ConvertCase[] = [
  ...SOURCES.flatMap((source) => TARGETS.map((target) => plain(source, target))),
  ...TARGETS.map((target) => plain(HARDEST, target)),
  ...SPECIAL.flatMap((source) => [plain(source, 'raw'), plain(source, 'qcow2')]),
  withOptions('qcow2', 'cs-512', 'cluster_size=512'),
  withOptions('qcow2', 'cs-4k', 'cluster_size=4k'),
  withOptions('qcow2', 'cs-64k', 'cluster_size=64k'),
  withOptions('qcow2', 'cs-1M', 'cluster_size=1M'),
  withOptions('qcow2', 'cs-2M', 'cluster_size=2M'),
  withOptions('qcow2', 'rb-1', 'refcount_bits=1'),
  withOptions('qcow2', 'rb-8', 'refcount_bits=8'),
  withOptions('qcow2', 'rb-64', 'refcount_bits=64'),
  withOptions('qcow2', 'extended-l2', 'extended_l2=on,cluster_size=64k'),
  withOptions('qcow2', 'compat-v2', 'compat=0.10'),
  withOptions('qcow2', 'lazy-refcounts', 'lazy_refcounts=on'),
  withOptions('qcow2', 'zstd', 'compression_type=zstd'),
  withOptions('qcow2', 'prealloc-metadata', 'preallocation=metadata'),
  withOptions('qcow2', 'prealloc-falloc', 'preallocation=falloc'),
  withOptions('qcow2', 'prealloc-full', 'preallocation=full'),
  withOptions('vmdk', 'stream-optimized', 'subformat=streamOptimized'),
  withOptions('vmdk', 'monolithic-sparse', 'subformat=monolithicSparse'),
  withOptions('vhd', 'fixed', 'subformat=fixed'),
  withOptions('vhdx', 'block-16M', 'block_size=16M'),
  withOptions('vhdx', 'block-32M', 'block_size=32M'),
  compressed('qcow2', 'compressed'),
  compressed('qcow2', 'compressed-zstd', 'compression_type=zstd'),
  compressed('qcow2', 'compressed-cs-4k', 'cluster_size=4k'),
  compressed('qcow', 'compressed'),
  compressed('vmdk', 'compressed-stream-optimized', 'subformat=streamOptimized'),
];

/** What an image that is not safe is converted to: a format whose files take what the data take, however long they are. */
export const FOR_UNSAFE: Format = 'qcow2';
