/** A base, an overlay over it, another base or none, then `rebase [-u] [-F FORMAT] -b NEXT OVERLAY`; all qcow2. */
export interface RebaseCase {
  readonly name: string;
  /** of the overlay and of its first base */
  readonly overlaySize: string;
  /** undefined: the overlay loses its base */
  readonly newBackingSize?: string;
  /** `-u`: only the name of the base is changed */
  readonly unsafe: boolean;
}

export const cases: readonly RebaseCase[] = [
  { name: '1M-unsafe-to-default-parent', overlaySize: '1M', newBackingSize: '1M', unsafe: true },
  { name: '1M-unsafe-to-larger-parent', overlaySize: '1M', newBackingSize: '64M', unsafe: true },
  { name: '1M-unsafe-detach', overlaySize: '1M', unsafe: true },
  { name: '64M-unsafe-to-default-parent', overlaySize: '64M', newBackingSize: '64M', unsafe: true },
  { name: '1M-safe-to-default-parent', overlaySize: '1M', newBackingSize: '1M', unsafe: false },
  { name: '1M-safe-detach', overlaySize: '1M', unsafe: false },
];
