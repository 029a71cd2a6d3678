import type { Format } from '../../../../pipeline/formats.ts';

/** A few creations: formats that report a cluster size and one that does not, and one that every release refuses. */
export interface TinyCase {
  readonly target: Format;
  readonly name: string;
  readonly options: readonly string[];
}

export const cases: readonly TinyCase[] = [
  { target: 'qcow2', name: '1M-default', options: [] },
  { target: 'qcow2', name: '1M-cs-4k', options: ['cluster_size=4k'] },
  { target: 'qcow2', name: '1M-refused', options: ['cluster_size=3'] },
  { target: 'vmdk', name: '1M-default', options: [] },
  { target: 'raw', name: '1M-default', options: [] },
];
