import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserScript } from '../bundling/browser-script.ts';
import type { PageParts } from './html.ts';

const BROWSER = join(import.meta.dirname, 'browser');

/** What pages of a kind have in common. */
export type PageAssets = Pick<PageParts, 'style' | 'script'>;

/** What pages of a kind are made with; built where one of its files has changed. */
export async function pageAssets(kind: 'report' | 'drift'): Promise<PageAssets> {
  return {
    style: readFileSync(join(BROWSER, 'style.css'), 'utf8'),
    script: await browserScript(join(BROWSER, kind, 'main.tsx')),
  };
}
