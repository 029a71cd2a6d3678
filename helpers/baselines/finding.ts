import type { Mend } from './mend.ts';

/** Something wrong with what is recorded, and what mends it. */
export interface Finding {
  /** file or case, as a path under expected-outputs/ */
  readonly where: string;
  readonly what: string;
  readonly mend: Mend;
}
