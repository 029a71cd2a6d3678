import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Builder, keptBundle } from './kept.ts';

const FOR_BROWSERS: Builder = {
  extension: 'js',
  module: join(import.meta.dirname, 'bundle-for-browsers.ts'),
  make: async (entry) => (await import('./bundle-for-browsers.ts')).bundleForBrowsers(entry),
};

/**
 * The text of a script for a page, of a TypeScript file with all that it imports.
 *
 * @throws Error that names the file, the line and what is wrong there
 */
export async function browserScript(entry: string): Promise<string> {
  const { at } = await keptBundle(entry, FOR_BROWSERS);
  return 'path' in at ? readFileSync(at.path, 'utf8') : at.text;
}
