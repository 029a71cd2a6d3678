import type { CheckoutChanges } from '../baselines/checkout-states.ts';
import type { Plan } from '../plan/plan.ts';
import type { Asked } from './gate.ts';

/**
 * What is known of a run, or of one shard of it, beside its tests. It travels with these in Vitest's blobs: who merges them
 * may have neither the candidate nor a reference.
 */
export interface PlayedRun {
  readonly plan: Plan;
  /** what all shards together were asked to play */
  readonly asked: Asked;
  /** ISO time */
  readonly started: string;
  /** commit of the harness; undefined where it is no checkout */
  readonly harness: string | undefined;
  /** what became of the checkout meanwhile; undefined where nobody looked */
  readonly changes: CheckoutChanges | undefined;
  /** SHA-256 of the candidate's program; undefined in a self-check */
  readonly candidateSum: string | undefined;
}
