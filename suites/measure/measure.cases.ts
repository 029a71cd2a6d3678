import type { Format } from '../../helpers/pipeline/formats.ts';

/** `measure [--output=json] --size SIZE -O TARGET [-o OPTION]...`, human and json. */
export interface MeasureCase {
  readonly name: string;
  readonly size: string;
  readonly target: Format;
  readonly options: readonly string[];
}

const SIZES = ['1M', '64M', '1G', '1T'];

const qcow2 = (size: string, suffix: string, ...options: string[]): MeasureCase => ({
  name: `${size}-qcow2-${suffix}`,
  size,
  target: 'qcow2',
  options,
});
const extendedL2 = 'extended_l2=on,cluster_size=64k';

export const cases: readonly MeasureCase[] = [
  ...SIZES.map((size): MeasureCase => ({ name: `${size}-raw`, size, target: 'raw', options: [] })),
  ...SIZES.map((size) => qcow2(size, 'default')),
  qcow2('1G', 'cs-512', 'cluster_size=512'),
  qcow2('1G', 'cs-4k', 'cluster_size=4k'),
  qcow2('1G', 'cs-64k', 'cluster_size=64k'),
  qcow2('1G', 'cs-2M', 'cluster_size=2M'),
  qcow2('1G', 'rb-1', 'refcount_bits=1'),
  qcow2('1G', 'rb-8', 'refcount_bits=8'),
  qcow2('1G', 'rb-64', 'refcount_bits=64'),
  qcow2('1G', 'extended-l2', extendedL2),
  qcow2('64M', 'extended-l2', extendedL2),
  qcow2('1G', 'compat-v2', 'compat=0.10'),
  qcow2('1G', 'prealloc-metadata', 'preallocation=metadata'),
  qcow2('1G', 'prealloc-falloc', 'preallocation=falloc'),
  qcow2('1G', 'prealloc-full', 'preallocation=full'),
];

/** What every image of the manifest is measured for. */
export const IMAGE_TARGETS: readonly Format[] = ['raw', 'qcow2'];
