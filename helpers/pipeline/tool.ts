import type { Dialect } from './dialect.ts';
import type { Feature } from './feature.ts';

/** A program with the dialect that it speaks. */
export interface Tool {
  readonly dialect: Dialect;
  /** path of the program */
  readonly program: string;
  /** programs that come with it, by the names that its dialect gives them; those that are not installed are left out */
  readonly companions: { readonly [name: string]: string | undefined };
  /** the release whose behaviour is asked of it */
  readonly release: string;
  /** what a reference was built without; of a candidate nobody knows */
  readonly lacks?: readonly Feature[];
}
