import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** One module made of many, as Node loads it. */
export interface Bundle {
  readonly text: string;
  /** absolute paths of the files that it is made of */
  readonly inputs: readonly string[];
}

/** A module of a bundle is somewhere else; what it finds beside itself stays where it was. */
const ownPlaces: Plugin = {
  name: 'own places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8')
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
    }));
  },
};

/** Vitest is one for a bundle and who loads it, and found from wherever the bundle lies; so is esbuild, which is no module. */
const left: Plugin = {
  name: 'what is left out',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(vitest\/|esbuild$)/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === 'asked') return undefined;
      const found = await resolve(path, { kind, resolveDir, pluginData: 'asked' });
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

/**
 * Makes one module of a TypeScript file and of all that it imports, packages too.
 *
 * @throws Error that names the file, the line and what is wrong there
 */
export async function bundle(entry: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    write: false,
    metafile: true,
    absWorkingDir: dirname(entry),
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins: [ownPlaces, left],
    // Packages that are CommonJS ask for Node's own modules by this.
    banner: {
      js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf(${JSON.stringify(entry)});`,
    },
  });
  const inputs = Object.keys(metafile.inputs).map((path) => resolve(dirname(entry), path));
  return { text: outputFiles[0]?.text ?? '', inputs };
}
