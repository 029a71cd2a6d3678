import { fileURLToPath } from 'node:url';
import { dialectNames } from '../candidate/select.ts';
import type { Dialect } from '../pipeline/dialect.ts';

/** Folder of the dialect modules; the name of a module is the name of its dialect. */
export const DIALECTS = fileURLToPath(new URL('../dialects', import.meta.url));

export function loadDialects(): Promise<Dialect[]> {
  return Promise.all(dialectNames(DIALECTS).map(loadDialect));
}

export async function loadDialect(name: string): Promise<Dialect> {
  const module = (await import(`${DIALECTS}/${name}.ts`)) as { default: Dialect };
  return module.default;
}
