import { join } from 'node:path';
import type { Plugin } from 'vitest/config';
import type { ParityOptions } from './configure.ts';
import { importBuilt } from './import-built.ts';

const CONFIGURE = join(import.meta.dirname, 'configure.ts');

/** Makes a Vitest project judge disk-image tools; all that does so is imported when Vitest is configured. */
export function parity(options: ParityOptions): Plugin {
  return {
    name: 'parity',
    async configureVitest({ project, vitest }) {
      const { module, files } = await importBuilt<typeof import('./configure.ts')>(CONFIGURE);
      // In watch mode a change of what the config is made of starts Vitest anew.
      vitest.vite.config.configFileDependencies.push(...files);
      await module.configure(options, project, vitest);
    },
  };
}
