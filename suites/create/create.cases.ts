import type { Format } from '../../helpers/pipeline/formats.ts';

/** `qemu-img create -f TARGET [-o OPTION]... FILE SIZE`, then `info --output=json FILE`. */
export interface CreateCase {
  readonly name: string;
  readonly size: string;
  /** one `-o` each */
  readonly options: readonly string[];
}

const plain = (size: string): CreateCase => ({ name: `${size}-default`, size, options: [] });
const with1G = (suffix: string, ...options: string[]): CreateCase => ({
  name: `1G-${suffix}`,
  size: '1G',
  options,
});
const extendedL2 = ['extended_l2=on,cluster_size=64k'];

export const cases: Readonly<Partial<Record<Format, readonly CreateCase[]>>> = {
  qcow2: [
    plain('1M'),
    plain('64M'),
    plain('1G'),
    with1G('cs-512', 'cluster_size=512'),
    with1G('cs-4k', 'cluster_size=4k'),
    with1G('cs-64k', 'cluster_size=64k'),
    with1G('cs-1M', 'cluster_size=1M'),
    with1G('cs-2M', 'cluster_size=2M'),
    with1G('rb-1', 'refcount_bits=1'),
    with1G('rb-8', 'refcount_bits=8'),
    with1G('rb-64', 'refcount_bits=64'),
    with1G('extended-l2', ...extendedL2),
    { name: '64M-extended-l2', size: '64M', options: extendedL2 },
    with1G('compat-v2', 'compat=0.10'),
    with1G('lazy-refcounts', 'lazy_refcounts=on'),
    with1G('zstd', 'compression_type=zstd'),
    { name: '1M-prealloc-metadata', size: '1M', options: ['preallocation=metadata'] },
    { name: '1M-prealloc-falloc', size: '1M', options: ['preallocation=falloc'] },
    { name: '1M-prealloc-full', size: '1M', options: ['preallocation=full'] },
  ],
  vmdk: [
    plain('1M'),
    plain('64M'),
    plain('1G'),
    with1G('stream-optimized', 'subformat=streamOptimized'),
    with1G('monolithic-sparse', 'subformat=monolithicSparse'),
  ],
  vhd: [
    plain('1M'),
    plain('64M'),
    plain('1G'),
    { name: '1M-fixed', size: '1M', options: ['subformat=fixed'] },
    { name: '16M-fixed', size: '16M', options: ['subformat=fixed'] },
  ],
  vhdx: [
    plain('1M'),
    plain('64M'),
    plain('1G'),
    with1G('block-16M', 'block_size=16M'),
    with1G('block-32M', 'block_size=32M'),
  ],
  raw: [plain('1M'), plain('1G')],
};
