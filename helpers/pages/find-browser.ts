import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What Chromium is called on PATH, the one without a window first. */
export const BROWSERS = ['chromium-headless-shell', 'chromium', 'google-chrome'];

/** The browser in which pages are tried: what CHROMIUM names, or the first of the usual names on PATH. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM) return env.CHROMIUM;
  const folders = (env.PATH ?? '').split(delimiter);
  return BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  );
}
