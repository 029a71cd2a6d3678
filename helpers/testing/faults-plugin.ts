import { join } from 'node:path';
import type { Plugin } from 'vitest/config';
import { importBuilt } from '../bundling/import-built.ts';
import { addReporters } from '../vitest/vitest-internals.ts';

const REPORTER = join(import.meta.dirname, 'faults-reporter.ts');

/** Has the page of faults held against what the harness's own tests have tried; runs without them read nothing of it. */
export function faultsPage({ root, harness }: { readonly root: string; readonly harness: string }): Plugin {
  return {
    name: 'faults-page',
    async configureVitest({ project, vitest }) {
      if (project.name !== harness) return;
      const { FaultsReporter } = await importBuilt<typeof import('./faults-reporter.ts')>(REPORTER);
      addReporters(vitest, [], [new FaultsReporter(root, harness)]);
    },
  };
}
