import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** A change to the text of a module that goes into a bundle. */
export type Edit = (text: string) => string;

/** A module of a bundle is somewhere else; what it finds beside itself stays where it was. */
function ownPlaces(edit: Edit): Plugin {
  return {
    name: 'own places',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => ({
        loader: 'ts',
        contents: edit(readFileSync(path, 'utf8'))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      }));
    },
  };
}

/** Vitest is one for a bundle and who loads it, and found from wherever the bundle lies. */
const vitestItself: Plugin = {
  name: 'vitest itself',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^vitest(?:\/|$)/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === 'asked') return undefined;
      const found = await resolve(path, { kind, resolveDir, pluginData: 'asked' });
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

/** Makes one module, which Node loads as it is, of a text and of all that it imports, packages too. */
export async function bundle(contents: string, outfile: string, edit: Edit = (text) => text): Promise<void> {
  await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    plugins: [ownPlaces(edit), vitestItself],
    // A config that is a bundle already (documents.test.ts).
    external: ['file:*'],
    // Packages that are CommonJS ask for Node's own modules by this.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
  });
}
