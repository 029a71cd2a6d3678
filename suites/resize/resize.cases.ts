import type { Format } from '../../helpers/pipeline/formats.ts';

/** `create`, then `resize -f TARGET [--shrink] [--preallocation=M] FILE END`, then `info --output=json FILE`. */
export interface ResizeCase {
  readonly name: string;
  readonly start: string;
  /** absolute, or relative with `+` or `-` */
  readonly end: string;
  /** options of the create */
  readonly options: readonly string[];
  /** no flag and `off` are different cases */
  readonly preallocation?: 'off' | 'metadata' | 'falloc' | 'full';
  /** a smaller size is asked for without `--shrink`: the refusal is what is recorded */
  readonly withoutShrinkFlag?: true;
}

const resize = (name: string, start: string, end: string, ...options: string[]): ResizeCase => ({
  name,
  start,
  end,
  options,
});
const grow = (suffix: string, ...options: string[]) => resize(`1M-to-64M-${suffix}`, '1M', '64M', ...options);
const preallocated = (preallocation: NonNullable<ResizeCase['preallocation']>): ResizeCase => ({
  ...resize(`1M-to-4M-prealloc-${preallocation}`, '1M', '4M'),
  preallocation,
});

const toLarger = grow('default');
const fromLarger = resize('64M-to-256M-default', '64M', '256M');
const relative = resize('1M-plus-63M-default', '1M', '+63M');
const refused: ResizeCase = { ...resize('64M-to-1M-no-shrink', '64M', '1M'), withoutShrinkFlag: true };

export const cases: Readonly<Partial<Record<Format, readonly ResizeCase[]>>> = {
  qcow2: [
    resize('1M-to-4M-default', '1M', '4M'),
    toLarger,
    fromLarger,
    grow('cs-512', 'cluster_size=512'),
    grow('cs-4k', 'cluster_size=4k'),
    grow('cs-1M', 'cluster_size=1M'),
    grow('rb-1', 'refcount_bits=1'),
    grow('rb-64', 'refcount_bits=64'),
    grow('extended-l2', 'extended_l2=on,cluster_size=64k'),
    grow('compat-v2', 'compat=0.10'),
    grow('lazy-refcounts', 'lazy_refcounts=on'),
    relative,
    resize('64M-minus-32M-shrink', '64M', '-32M'),
    preallocated('off'),
    preallocated('metadata'),
    preallocated('falloc'),
    preallocated('full'),
    resize('64M-to-64M-noop', '64M', '64M'),
    refused,
  ],
  vhd: [
    toLarger,
    fromLarger,
    resize('1M-to-4M-fixed', '1M', '4M', 'subformat=fixed'),
    relative,
    preallocated('off'),
    preallocated('full'),
  ],
  vhdx: [toLarger, fromLarger, grow('block-16M', 'block_size=16M'), relative, preallocated('off')],
  vmdk: [toLarger, fromLarger, relative],
  raw: [
    toLarger,
    fromLarger,
    relative,
    resize('64M-to-1M-shrink', '64M', '1M'),
    preallocated('off'),
    preallocated('falloc'),
    preallocated('full'),
    refused,
  ],
};
