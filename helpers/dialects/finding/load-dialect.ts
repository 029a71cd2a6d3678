import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Import, ownImport } from '../../files/own-import.ts';
import type { Dialect } from '../../pipeline/dialect.ts';
import { FORMATS } from '../../pipeline/formats.ts';
import { errorLine } from '../../text/error-line.ts';
import { UsageError } from '../../text/usage-error.ts';

/** Folder of the dialect modules; the name of a module is the name of its dialect. */
export const DIALECTS = fileURLToPath(new URL('..', import.meta.url));

/** @throws UsageError for the first module that is no dialect */
export async function loadDialects(folder: string = DIALECTS, load: Import = ownImport): Promise<Dialect[]> {
  const dialects: Dialect[] = [];
  for (const name of dialectNames(folder)) dialects.push(await loadDialect(name, folder, load));
  return dialects;
}

/** @throws UsageError where the module is no dialect of that name: one line that names the file */
export async function loadDialect(
  name: string,
  folder: string = DIALECTS,
  load: Import = ownImport,
): Promise<Dialect> {
  const file = dialectFile(name, folder);
  let module: unknown;
  try {
    module = await load(file);
  } catch (error) {
    throw new UsageError(`${file}: cannot be imported: ${errorLine(error)}`);
  }
  const dialect = (module as { default?: unknown }).default;
  const problem = problemOf(dialect, name);
  if (problem !== undefined) throw new UsageError(`${file}: ${problem}`);
  return dialect as Dialect;
}

/** Path of the module of a dialect. */
export function dialectFile(name: string, folder: string): string {
  return join(folder, `${name}.ts`);
}

/** Dialects are the modules of their folder; their data and tests lie beside them under longer names. */
export function dialectNames(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^[\w-]+\.ts$/.test(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

/** What keeps a default export from being the dialect of a name (shape: helpers/pipeline/dialect.ts). */
function problemOf(dialect: unknown, name: string): string | undefined {
  if (dialect === undefined) return 'has no default export, which is to be the dialect';
  if (typeof dialect !== 'object' || dialect === null) return 'its default export is not a dialect';
  const { command, locations, companions, extensions, knownDivergences, ...other } =
    dialect as Partial<Dialect>;
  if (typeof command !== 'function') return 'its dialect has no function "command"';
  if (other.name !== name) {
    return `its dialect is named ${JSON.stringify(other.name)}, but the file "${name}"; both are to be the same`;
  }
  if (!Array.isArray(knownDivergences)) return 'its dialect has no list "knownDivergences"';
  if (locations !== undefined && !(Array.isArray(locations) && locations.every(isText))) {
    return 'the "locations" of its dialect are not a list of paths';
  }
  if (companions !== undefined && !(Array.isArray(companions) && companions.every(isText))) {
    return 'the "companions" of its dialect are not a list of names';
  }
  const unknown = Object.keys(extensions ?? {}).find((format) => !FORMATS.some((known) => known === format));
  if (unknown !== undefined)
    return `the "extensions" of its dialect name ${JSON.stringify(unknown)}, which is no format`;
  return undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
