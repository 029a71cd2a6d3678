import type { Candidate, Plan, Shard } from '../plan/plan.ts';

/** Who is judged, and by which part of a run, in one phrase; the first and the last line of a run carry it. */
export function runName({ shard, candidate }: Pick<Plan, 'shard' | 'candidate'>): string {
  return [...(shard ? [shardName(shard)] : []), candidateName(candidate)].join(' · ');
}

/** `shard 1/3` */
export function shardName({ index, count }: Shard): string {
  return `shard ${index}/${count}`;
}

/** Who is judged, in one phrase. */
export function candidateName({ dialect, path, version, selfCheck }: Candidate): string {
  if (selfCheck) {
    return 'self-check: every reference against its own baselines, no verdict on any other tool';
  }
  return `${dialect} at ${path}${version ? ` (${version})` : ''}`;
}
