import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Builder, keptBundle } from './kept.ts';

/** A TypeScript module as Node can import it. */
export interface BuiltModule {
  readonly url: string;
  /** those of this project that it is made of */
  readonly files: readonly string[];
}

const FOR_NODE: Builder = {
  extension: 'mjs',
  module: join(import.meta.dirname, 'bundle.ts'),
  // Few runs build anything.
  make: async (entry) => (await import('./bundle.ts')).bundle(entry),
};

/**
 * Makes one module of a TypeScript file with all that it imports, again only when one of its files has changed.
 *
 * @throws what is wrong with its text
 */
export async function builtModule(path: string): Promise<BuiltModule> {
  const { at, files } = await keptBundle(path, FOR_NODE);
  return { url: 'path' in at ? pathToFileURL(at.path).href : asUrl(at.text), files };
}

/**
 * Imports a TypeScript module where Node itself has to: Node 20 reads none, and Vite reads the modules of a config anew in
 * every run, package by package (measured: 0.8 s of CPU for those of this project; this way 0.1).
 *
 * @throws what the module throws, or what is wrong with its text
 */
export async function importBuilt<Module = unknown>(path: string): Promise<Module> {
  return (await import((await builtModule(path)).url)) as Module;
}

function asUrl(text: string): string {
  return `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;
}
