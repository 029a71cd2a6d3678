import type { Means } from '../baselines/recording.ts';
import type { Plan } from './plan.ts';

/** What this run could mend baselines with. */
export function meansOf({ settings, references, recorded }: Plan): Means {
  return { given: settings.given, installed: references.map(({ version }) => version), recorded };
}
