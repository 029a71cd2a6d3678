import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundle } from '../vitest/bundle.ts';

/** By what suites open themselves: with all that it imports it is nearly the whole harness. */
const OPENERS = ['helpers/vitest/open-suite.ts', 'helpers/vitest/open-tree.ts'];

/**
 * How the harness imports TypeScript that it is told of, dialects and suites, which Node by itself cannot read; esbuild may
 * have given the path another number.
 */
const BY_WHOM = /\((path\d*)\) => import\(\1\)/g;
const BY_VITEST = '($1) => globalThis.importByVitest($1)';

/**
 * Makes one module of what opens suites, for the workers of child runs. They ask Vitest for each module of the harness
 * otherwise (measured: a run of the fixture project takes 2.1 s of CPU, 1.6 s with such a module).
 *
 * @param project folder of the project that the harness is of
 * @returns path of the module that suites are to import
 * @throws Error where the harness imports TypeScript in another way
 */
export async function bundleHarness(folder: string, project: string): Promise<string> {
  const entry = join(folder, 'harness-entry.ts');
  writeFileSync(
    entry,
    OPENERS.map((path) => `export * from ${JSON.stringify(resolve(project, path))};`).join('\n'),
  );
  const { text } = await bundle(entry);
  const edited = text.replace(BY_WHOM, BY_VITEST);
  if (edited === text) throw new Error(`no module imports by ${BY_WHOM}`);
  const whole = join(folder, 'harness.mjs');
  writeFileSync(whole, edited);
  const module = join(folder, 'harness-by-vitest.ts');
  const importing = 'Object.assign(globalThis, { importByVitest: (path: string) => import(path) });';
  writeFileSync(module, `${importing}\nexport * from ${JSON.stringify(whole)};\n`);
  return module;
}
