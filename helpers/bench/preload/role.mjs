import { basename, extname } from 'node:path';

/**
 * What a Node process of a run is there for, told by the script that it was started with: `main` and `workers` are
 * Vitest's, every other is called as its script is.
 */
export function ownRole() {
  const script = process.argv[1] ?? '';
  if (script.endsWith('/vitest/vitest.mjs')) return 'main';
  if (script.includes('/vitest/dist/workers/')) return 'workers';
  return script === '' ? 'node' : basename(script, extname(script));
}
