import type { Means } from '../baselines/recording.ts';
import type { Plan } from './plan.ts';

/** What this run could mend baselines with. */
export function meansOf({ settings, recordableBuilds, recorded }: Plan): Means {
  return { given: settings.given, installed: recordableBuilds, recorded };
}
