import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import type { Bundle } from './kept.ts';

/** Where esbuild takes a bundle to lie; it is written nowhere. */
const OUTPUT = '/bundle.mjs';

/** What a module of a bundle, which is somewhere else, takes for where it is: names that no source has. */
const PLACES = { 'import.meta.dirname': 'itsOwnFolder', 'import.meta.url': 'itsOwnUrl' };

/** What a module finds beside itself stays where it was. */
const ownPlaces: Plugin = {
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const places = [dirname(path), pathToFileURL(path).href].map((place) => JSON.stringify(place));
      // On the first line, so that those of the source keep their numbers.
      const head = Object.values(PLACES).map((name, at) => `const ${name} = ${places[at]};`);
      return { loader: 'ts', contents: `${head.join(' ')} ${readFileSync(path, 'utf8')}` };
    });
  },
};

/** Vitest is one for a bundle and who loads it, and found from wherever the bundle lies; so is esbuild, which is no module. */
const left: Plugin = {
  name: 'what is left out',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(?:vitest|esbuild)(?:\/|$)/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === 'asked') return undefined;
      const found = await resolve(path, { kind, resolveDir, pluginData: 'asked' });
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

/**
 * Makes one module of a TypeScript file and of all that it imports, packages too, as Node loads it.
 *
 * @throws Error that names the file, the line and what is wrong there
 */
export async function bundle(entry: string): Promise<Bundle> {
  // What is bundled bundles others: it asks for esbuild when there is something to build (measured: 60 ms of CPU).
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    write: false,
    metafile: true,
    absWorkingDir: dirname(entry),
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    sourcemap: 'external',
    sourcesContent: false,
    outfile: OUTPUT,
    define: PLACES,
    plugins: [ownPlaces, left],
    // What is imported by its URL is left to Node.
    external: ['file:*'],
    // Packages that are CommonJS ask for Node's own modules by this.
    banner: {
      js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf(${JSON.stringify(entry)});`,
    },
  });
  const inputs = Object.keys(metafile.inputs).map((path) => resolve(dirname(entry), path));
  const [text = '', map = ''] = [OUTPUT, `${OUTPUT}.map`].map(
    (name) => outputFiles.find(({ path }) => path === name)?.text,
  );
  return { text: `${text}${asComment(map)}\n`, inputs };
}

/**
 * A source map (ECMA-426) by which errors name lines of the sources, in workers of Vitest's, which look for one. It names
 * sources by their paths, wherever the bundle lies: "sourceRoot" and URLs are not understood there.
 */
function asComment(map: string): string {
  const { sources, ...rest } = JSON.parse(map) as { readonly sources: readonly string[] };
  const paths = sources.map((source) => resolve(dirname(OUTPUT), source));
  const encoded = Buffer.from(JSON.stringify({ ...rest, sources: paths })).toString('base64');
  return `//# sourceMappingURL=data:application/json;base64,${encoded}`;
}
