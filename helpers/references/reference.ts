import type { Feature } from '../pipeline/feature.ts';

/** A qemu-img of one known release, installed under `qemu-img-binaries/<arch>/<version>/`. */
export interface Reference {
  readonly version: string;
  readonly arch: string;
  /** first line of `--version` */
  readonly banner: string;
  /** folder of the release */
  readonly folder: string;
  readonly program: string;
  /** qemu-io of the release, where there is one that runs */
  readonly io: string | undefined;
  /** of what cases may need, what this build of the release was made without */
  readonly lacks: readonly Feature[];
}
