import type { KnownDivergence } from './known-divergence.ts';
import type { Operation } from './operation.ts';

/** How one tool is asked to do an operation. */
export type Command =
  | {
      readonly args: readonly string[];
      /** the companion program that does it instead of the tool itself */
      readonly companion?: string;
      /** the operation runs a guest, so it fails without access to /dev/kvm */
      readonly needsKvm?: boolean;
      /** what it prints about how long it took, which is another text every time; global */
      readonly timings?: RegExp;
    }
  | { readonly unsupported: string };

/** The command line of one tool. Knows nothing about baselines; one file of helpers/dialects/ each. */
export interface Dialect {
  /** file name of the module, value of PARITY_DIALECT, and the program's name in the recorded argv */
  readonly name: string;
  /** @param release the qemu-img release whose behaviour is asked for, major.minor.patch */
  command(operation: Operation, release: string): Command;
  /** where the program is looked for when none is named, relative to the project; PATH comes after */
  readonly locations?: readonly string[];
  readonly knownDivergences: readonly KnownDivergence[];
}
