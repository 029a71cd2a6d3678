import type { Vitest } from 'vitest/node';

/** Whether a run is to be annotated for GitHub Actions: by Vitest's own choice there, or because somebody named it. */
export function annotates({ config: { reporters } }: Vitest): boolean {
  return reporters.some((entry) => Array.isArray(entry) && entry[0] === 'github-actions');
}
