import type { Json } from '../pipeline/row.ts';

/** Who noticed a difference: a reader of the produced image, or one of the reference's own examinations of it. */
export type Reader = 'candidate' | 'reference' | 'check' | 'compare';

/**
 * A documented difference of one candidate. The case runs all the same: only the listed fields differ -> `known`,
 * any other field differs -> `diverged`, none differs any more -> `stale`, which fails and asks to delete the entry.
 */
export interface KnownDivergence {
  readonly suite: string;
  readonly target: string;
  /** title of the row; `*` stands for any run of characters */
  readonly case: string;
  /** releases it applies to, in the grammar of PARITY_VERSIONS (`8.0.0-11.1.3`, `7.2`), or `all` */
  readonly releases: string;
  /** who sees it; `any`: whoever reads the image back, candidate and reference */
  readonly reader: Reader | 'any';
  /**
   * path of a difference, as failures print it -> the value that the candidate gives there, or `any`.
   * An expected refusal is the path `exit code of <step>`.
   */
  readonly fields: { readonly [path: string]: { readonly is: Json } | 'any' };
  readonly reason: string;
  readonly link: string;
}
