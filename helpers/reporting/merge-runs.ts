import { join, relative } from 'node:path';
import type { CheckoutChanges } from '../baselines/checkout-states.ts';
import type { Plan } from '../plan/plan.ts';
import type { Settings } from '../plan/settings.ts';
import type { Asked } from './gate.ts';
import type { PlayedRun } from './played-run.ts';
import { problemsOfRuns } from './problems-of-runs.ts';

/** One run that was played in shards. */
export interface MergedRun {
  /** that of the first shard, with where the report goes here */
  readonly plan: Plan;
  readonly asked: Asked;
  readonly started: Date;
  readonly harness: string | undefined;
  readonly changes: CheckoutChanges | undefined;
  /** which shards there is no report of, if that is so */
  readonly missing: string | undefined;
}

/** Settings of who merges: nothing is played there, so they say where things lie and what is asked of the whole. */
export type Here = Pick<Settings, 'root' | 'expectedOutputs' | 'snapshots' | 'report' | 'base' | 'minimum'>;

/**
 * Makes one run of its shards.
 *
 * @returns or why they are no one run, a line each
 */
export function mergeRuns(
  runs: readonly PlayedRun[],
  here: Here,
): { readonly run: MergedRun } | { readonly problems: readonly string[] } {
  const problems = problemsOfRuns(runs);
  const sorted = [...runs].sort((a, b) => indexOf(a) - indexOf(b));
  const [first] = sorted;
  if (first === undefined) return { problems: ['no report says anything of a run'] };
  if (problems.length > 0) return { problems };
  const { settings } = first.plan;
  const minimum = here.minimum ?? settings.minimum;
  return {
    run: {
      plan: { ...first.plan, shard: undefined, settings: { ...settings, ...here, minimum } },
      asked: first.asked,
      started: new Date(sorted.map(({ started }) => started).sort()[0] ?? ''),
      harness: first.harness,
      changes: changesOf(sorted, here.root),
      missing: missingOf(sorted),
    },
  };
}

function indexOf({ plan }: PlayedRun): number {
  return plan.shard?.index ?? 1;
}

/** `there is no report of shard 2/3` */
function missingOf(runs: readonly PlayedRun[]): string | undefined {
  const count = runs[0]?.plan.shard?.count ?? 1;
  const there = runs.map(indexOf);
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !there.includes(index));
  if (missing.length === 0) return undefined;
  const names = missing.map((index) => `${index}/${count}`);
  return `there is no report of ${names.length > 1 ? 'shards' : 'shard'} ${names.join(', ')}`;
}

/** A checkout may lie elsewhere on the machine of a shard. */
function changesOf(runs: readonly PlayedRun[], root: string): CheckoutChanges | undefined {
  const known = runs.flatMap(({ plan, changes }) => (changes ? { from: plan.settings.root, changes } : []));
  if (known.length === 0) return undefined;
  const all = (which: keyof CheckoutChanges): CheckoutChanges['data'] => {
    const moved = known.flatMap(({ from, changes }) =>
      changes[which].map((change) => ({ ...change, path: join(root, relative(from, change.path)) })),
    );
    return [...new Map(moved.map((change) => [`${change.what} ${change.path}`, change])).values()];
  };
  return { data: all('data'), others: all('others') };
}
