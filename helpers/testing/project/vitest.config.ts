import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { parity } from '../../vitest/plugin.ts';

// Asked for in every run, of which a process may do many.
export default defineConfig((): ViteUserConfig => {
  /** Baselines and reports lie in the folder that the test made (run-vitest.ts), never beside this file. */
  const root = process.env.TINY_ROOT ?? import.meta.dirname;
  /** Dialects of the test's own, where it made any. */
  const dialects = [join(root, 'dialects')].find((folder) => existsSync(folder));
  /** Where runs share what modules were transformed to (global-setup.ts). */
  const modules = process.env.TINY_MODULES;
  /** Files that `--changed` is to find changed, since the folder of the test is no part of this checkout. */
  const changed = process.env.TINY_CHANGED;
  return {
    plugins: [parity({ root, suites: 'parity', harness: 'harness', dialects })],
    test: {
      experimental: {
        ...(modules === undefined ? {} : { fsModuleCache: true, fsModuleCachePath: modules }),
        ...(changed === undefined
          ? {}
          : { vcsProvider: { findChangedFiles: async () => changed.split(delimiter) } }),
      },
      projects: [
        {
          extends: true,
          test: {
            name: 'parity',
            include: ['suites/**/*.test.ts'],
            isolate: false,
            testTimeout: 0,
            maxConcurrency: 4,
          },
        },
        { extends: true, test: { name: 'harness', include: ['own.test.ts'] } },
      ],
    },
  };
});
