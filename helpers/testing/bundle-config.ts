import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { bundle } from '../bundling/bundle.ts';

/**
 * Makes a config for child runs out of a config file of Vitest: one module of the file and of all that it imports, packages
 * too, which Node loads as it is. Vitest would bundle the file's own modules anew in each run.
 *
 * @param to where the config is written; its bundle lies beside it
 */
export async function bundleConfig(config: string, to: string): Promise<void> {
  const whole = to.replace(/\.mjs$/, '-bundle.mjs');
  writeFileSync(whole, (await bundle(config)).text);
  // Vitest imports a config once for itself and once for each project, with a graph of its own; what a config imports by
  // another kind of path than a relative one is read once.
  writeFileSync(to, `export { default } from ${JSON.stringify(pathToFileURL(whole).href)};\n`);
}
