import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { BROWSERS, findBrowser } from '../pages/find-browser.ts';

/** How long a page may take for what a person does to it, milliseconds: a busy machine takes its time. */
const PATIENCE = 40_000;

/**
 * Options of tests in a browser. Now and then one paints no frame any more, for which whatever is done to a page waits (seen
 * twice in some forty runs, beside others): such a test is played once more, on a page of its own.
 */
export const IN_BROWSER = { retry: 1 };

/**
 * Why tests of pages cannot be run here; undefined where they can. Where a checkout is tested as a whole they must be.
 *
 * @throws Error in CI where there is no browser
 */
export function withoutBrowser(): string | undefined {
  if (findBrowser() !== undefined) return undefined;
  const reason = `no Chromium here (${BROWSERS.join(', ')}, or CHROMIUM=/path/to/one)`;
  if (process.env.CI) throw new Error(reason);
  return reason;
}

/** What a page has done that no page of ours may. */
export interface Watched {
  readonly page: Page;
  /** errors and warnings of its console, exceptions, requests for anything but itself */
  readonly complaints: readonly string[];
}

/** A browser for the tests of a file, started when the first of them opens a page. */
export class TestBrowser {
  #browser: Promise<Browser> | undefined;

  constructor() {
    afterAll(async () => {
      await (await this.#browser)?.close();
    });
  }

  /** Opens a page of its own, which is closed when the test ends. */
  async open(url: string, options: BrowserContextOptions = {}): Promise<Watched> {
    const executablePath = findBrowser() ?? '';
    // Chromium's own sandbox needs namespaces, which containers and root often have none of; the page is ours.
    this.#browser ??= chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const context = await (await this.#browser).newContext(options);
    onTestFinished(() => context.close());
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && request.url().split('#')[0] !== url.split('#')[0]) {
        complaints.push(`request for ${request.url()}`);
      }
    });
    await page.goto(url);
    return { page, complaints };
  }
}
