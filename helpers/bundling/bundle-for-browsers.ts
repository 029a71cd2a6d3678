import { dirname, resolve } from 'node:path';
import type { Bundle } from './kept.ts';

/** Browsers that know what pages use: `DecompressionStream`, `:has`, nested rules of styles (all since 2023). */
const TARGETS = ['chrome120', 'firefox120', 'safari17'];

/**
 * Makes one script of a TypeScript file and of all that it imports, packages too.
 *
 * @throws Error that names the file, the line and what is wrong there
 */
export async function bundleForBrowsers(entry: string): Promise<Bundle> {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    write: false,
    metafile: true,
    absWorkingDir: dirname(entry),
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: TARGETS,
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs).map((path) => resolve(dirname(entry), path));
  return { text: outputFiles[0]?.text ?? '', inputs };
}
