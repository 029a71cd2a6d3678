import type { Dialect } from './dialect.ts';

/** A program with the dialect that it speaks. */
export interface Tool {
  readonly dialect: Dialect;
  /** path of the program */
  readonly program: string;
  /** companions of the program, where they are installed */
  readonly companions: { readonly 'qemu-io'?: string | undefined };
  /** the release whose behaviour is asked of it */
  readonly release: string;
}
