import type { Format } from '../../helpers/pipeline/formats.ts';

/** A base, an overlay over it, some guest data in the overlay or none, then `commit [-b BASE] OVERLAY`. */
export interface CommitCase {
  readonly name: string;
  /** of overlay and base */
  readonly size: string;
  /** whether the base is named with `-b` */
  readonly explicitBase: boolean;
  /** qemu-io command that writes to the overlay */
  readonly seed?: string;
}

const commit = (size: string, base: 'implicit' | 'explicit'): CommitCase => ({
  name: `${size}-empty-${base}`,
  size,
  explicitBase: base === 'explicit',
});
const seeded = (size: string, base: 'implicit' | 'explicit'): CommitCase => ({
  ...commit(size, base),
  name: `${size}-seeded-${base}`,
  seed: 'write -P 0xab 0 64k',
});

export const cases: Readonly<Partial<Record<Format, readonly CommitCase[]>>> = {
  qcow2: [
    commit('1M', 'implicit'),
    commit('1M', 'explicit'),
    commit('64M', 'implicit'),
    seeded('1M', 'implicit'),
    seeded('1M', 'explicit'),
    seeded('64M', 'implicit'),
  ],
  vmdk: [commit('1M', 'explicit'), seeded('1M', 'explicit')],
};
