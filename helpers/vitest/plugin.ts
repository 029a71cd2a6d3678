import { join } from 'node:path';
import type { Plugin } from 'vitest/config';
import type { Vitest } from 'vitest/node';
import { builtModule, importBuilt } from '../bundling/import-built.ts';
import type { ParityOptions } from './configure.ts';

const CONFIGURE = join(import.meta.dirname, 'configure.ts');
const OPENERS = join(import.meta.dirname, 'openers.ts');

/** What test files of suites import by name, and get from one module that is built of all. */
const OPENED_BY = ['open-suite.ts', 'open-tree.ts'].map((name) => join(import.meta.dirname, name));

/** Folders of data, which no module is in: the baselines are watched by `watch-reporter.ts`. */
const DATA = ['expected-outputs', 'qemu-img-binaries', 'parity-report'];

function isData(path: string, root: string): boolean {
  return DATA.some((name) => path === join(root, name) || path.startsWith(join(root, name, '/')));
}

/**
 * Makes a Vitest project judge disk-image tools; all that does so is imported when Vitest is configured.
 *
 * Workers get what suites are opened by as one module, which Node reads: they ask Vitest for each module of the harness
 * otherwise (measured: 2.15 s for one case, 1.7 s so).
 */
export function parity(options: ParityOptions): Plugin {
  const ofSuites = new WeakMap<object, { readonly dialects: readonly string[]; readonly vitest: Vitest }>();
  return {
    name: 'parity',
    async configureVitest({ project, vitest, experimental_defineCacheKeyGenerator: keyOfTransformed }) {
      const { configure } = await importBuilt<typeof import('./configure.ts')>(CONFIGURE);
      const openers = async () => (await builtModule(OPENERS)).files;
      const dialects = await configure(options, project, vitest, openers);
      if (project.name !== options.suites) return;
      ofSuites.set(project.vite.config, { dialects, vitest });
      // Kept by their own text, they would name a module that was built of what others were.
      keyOfTransformed(({ id }) => (OPENED_BY.includes(id) ? false : undefined));
    },
    configResolved({ server }) {
      // In watch mode Vite asks the kernel to watch each file of the project, and there are 156,000 baselines.
      if (server.watch === null) return;
      const { ignored = [] } = server.watch ?? {};
      server.watch = {
        ...server.watch,
        ignored: [ignored, (path: string) => isData(path, options.root)].flat(),
      };
    },
    async load(id) {
      const known = ofSuites.get(this.environment.getTopLevelConfig());
      if (!OPENED_BY.includes(id) || known === undefined) return undefined;
      const built = await Promise.all([OPENERS, ...known.dialects].map(builtModule));
      // In watch mode suites are played again when one of these changes, wherever it lies.
      const files = built.flatMap((module) => module.files);
      for (const file of files) this.addWatchFile(file);
      known.vitest.vite.watcher.add(files);
      return `export * from ${JSON.stringify(built[0]?.url)};`;
    },
  };
}
