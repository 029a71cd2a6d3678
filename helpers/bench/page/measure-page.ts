import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { BROWSERS, findBrowser } from '../../pages/find-browser.ts';
import { pageAssets } from '../../pages/page-assets.ts';
import { reportPage } from '../../pages/report-page.ts';
import { PAGE } from '../../plan/settings.ts';
import { UsageError } from '../../text/usage-error.ts';
import type { Goal } from '../goals.ts';
import { median } from '../median.ts';
import { madeReport } from './made-report.ts';

/** What is typed and chosen, one after another; the slowest counts. */
const FILTERS: readonly (readonly [selector: string, event: string, value: string])[] = [
  ['.filters input[type=search]', 'input', 'f'],
  ['.filters input[type=search]', 'input', 'field-1'],
  ['.filters input[type=search]', 'input', 'case-2'],
  ['.filters input[type=search]', 'input', ''],
  ['.filters label:nth-of-type(2) select', 'change', 'convert'],
  ['.filters label:nth-of-type(2) select', 'change', ''],
  ['.filters label:nth-of-type(3) select', 'change', 'vhd'],
  ['.filters label:nth-of-type(3) select', 'change', ''],
];

/** A script that says when the first paint was that had content, milliseconds. */
const FIRST_PAINT = `new Promise((done) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') done(startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

/** What one look at the page took, milliseconds. */
interface Look {
  /** from opening the file to the first paint that has content */
  readonly paint: number;
  /** the slowest filter, until what it leaves is painted */
  readonly filter: number;
}

/**
 * Opens the page of a made report of 35,000 cells in a real browser, as often as there are rounds.
 *
 * @throws UsageError where there is no browser
 */
export async function measurePage(rounds: number): Promise<readonly Goal[]> {
  const executablePath = findBrowser();
  if (executablePath === undefined) {
    throw new UsageError(
      `--page: no Chromium on PATH (${BROWSERS.join(', ')}); CHROMIUM=/path/to/one names it`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'instar-parity-page-'));
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const path = join(folder, PAGE);
    writeFileSync(path, reportPage(madeReport(), await pageAssets('report')));
    const url = pathToFileURL(path).href;
    const looks: Look[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      looks.push(await look(page, url));
      await page.close();
    }
    return [
      {
        what: 'first paint of 35,000 cells',
        measured: median(looks.map(({ paint }) => paint)),
        limit: 1000,
        unit: ' ms',
      },
      {
        what: 'slowest filter of 35,000 cells',
        measured: median(looks.map(({ filter }) => filter)),
        limit: 100,
        unit: ' ms',
      },
    ];
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function look(page: Page, url: string): Promise<Look> {
  await page.goto(url);
  const paint = Number(await page.evaluate(FIRST_PAINT));
  const times: number[] = [];
  for (const filter of FILTERS) times.push(Number(await page.evaluate(timed(filter))));
  return { paint, filter: Math.max(...times) };
}

/** A script that changes a field as a person does, and says how long it took until two frames were painted. */
function timed([selector, event, value]: (typeof FILTERS)[number]): string {
  return `new Promise((done) => {
    const field = document.querySelector(${JSON.stringify(selector)});
    const begun = performance.now();
    field.value = ${JSON.stringify(value)};
    field.dispatchEvent(new Event(${JSON.stringify(event)}, { bubbles: true }));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
  })`;
}
