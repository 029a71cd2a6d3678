import type { Candidate } from '../plan/plan.ts';

/** Who is judged, in one phrase; the first and the last line of a run carry it. */
export function candidateName({ dialect, path, version, selfCheck }: Candidate): string {
  if (selfCheck) {
    return 'self-check: every reference against its own baselines, no verdict on any other tool';
  }
  return `${dialect} at ${path}${version ? ` (${version})` : ''}`;
}
