import type { KnownDivergence } from '../../pipeline/known-divergence.ts';

/**
 * Which entries of the known divergences each quirk of the stand-in accounts for: those of one suite that give one
 * reason. That a reason covers all that it is true of, instar.known.test.ts holds.
 */
export const QUIRKS: Readonly<Record<string, Pick<KnownDivergence, 'suite' | 'reason'>>> = {
  'check-chain-errors': { suite: 'check', reason: 'the errors of the chain are counted as well' },
  'create-compat-v2': { suite: 'create', reason: 'compat=0.10 is taken for 1.1' },
  'create-zstd': { suite: 'create', reason: 'compression_type=zstd is taken for zlib' },
  'create-vhd-exact-size': {
    suite: 'create',
    reason: 'the virtual size is exact, qemu-img rounds it to a CHS geometry',
  },
  'create-vhdx-block-size': {
    suite: 'create',
    reason: 'the default block size is 32 MiB, qemu-img chooses it by the size of the disk',
  },
  'resize-compat-v2': { suite: 'resize', reason: 'compat=0.10 is taken for 1.1' },
  'resize-prealloc-metadata': { suite: 'resize', reason: 'preallocation=metadata is refused' },
  'dd-vhdx-block-size': {
    suite: 'dd',
    reason: 'the default block size is 32 MiB, qemu-img chooses it by the size of the disk',
  },
  'dd-vhdx-empty': {
    suite: 'dd',
    reason: 'the image of an empty window is one that qemu-img cannot open',
  },
  'map-holes': {
    suite: 'map',
    reason: 'holes of the file are not seen (no SEEK_HOLE in the guest), so they are mapped as data',
  },
  'map-chain': { suite: 'map', reason: 'only the image itself is mapped, not what it is backed by' },
  'map-compressed': { suite: 'map', reason: 'compressed clusters are not told from others' },
  'measure-holes': {
    suite: 'measure',
    reason: 'holes of the file are not seen (no SEEK_HOLE in the guest), so they count as data',
  },
  'measure-chain': {
    suite: 'measure',
    reason: 'only the image itself is measured, not what it is backed by',
  },
  'measure-vhd-footer': {
    suite: 'measure',
    reason: 'the virtual size is read from the footer, qemu-img takes it from the CHS geometry',
  },
  'measure-vhdx-absent': {
    suite: 'measure',
    reason: 'blocks that are not present are not counted, qemu-img counts them as data',
  },
  'measure-vmdk-partitions': {
    suite: 'measure',
    reason:
      'a disk with several partitions counts as one run of data, qemu-img counts the grains that are there',
  },
};
