import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Dialect } from '../../pipeline/dialect.ts';

/** Folder of the dialect modules; the name of a module is the name of its dialect. */
export const DIALECTS = fileURLToPath(new URL('..', import.meta.url));

export function loadDialects(): Promise<Dialect[]> {
  return Promise.all(dialectNames(DIALECTS).map(loadDialect));
}

export async function loadDialect(name: string): Promise<Dialect> {
  const module = (await import(`${DIALECTS}/${name}.ts`)) as { default: Dialect };
  return module.default;
}

/** Dialects are the modules of their folder; their data and tests lie beside them under longer names. */
export function dialectNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[\w-]+\.ts$/.test(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}
