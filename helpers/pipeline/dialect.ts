import type { Format } from './formats.ts';
import type { Json } from './json.ts';
import type { KnownDivergence } from './known-divergence.ts';
import type { Operation } from './operation.ts';

/** Fields that a tool shows of a JSON document that a reference prints, nested as there. */
export interface Shown {
  readonly [key: string]: Json;
}

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
      /**
       * reads the text that the tool prints in words of its own, where JSON is asked for: only what it shows is compared.
       * A text in which nothing is found makes an empty object, and the cell an error
       */
      readonly shows?: (stdout: string) => Shown;
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
  /** other programs that it consists of: looked for beside the program, then on PATH */
  readonly companions?: readonly string[];
  /** endings, without the dot, that files of a format must have for the tool to know what they are (`playedRow`) */
  readonly extensions?: Readonly<Partial<Record<Format, string>>>;
  readonly knownDivergences: readonly KnownDivergence[];
}
