import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../../../testing/accessibility.ts';
import { IN_BROWSER, TestBrowser, withoutBrowser } from '../../../testing/browser.ts';
import { driftingCollections } from '../../../testing/drifting-collections.ts';
import { temporaryFolder } from '../../../testing/temporary.ts';
import { driftPage, writeDriftPage } from '../../drift-page.ts';

const without = withoutBrowser();
let url = '';

beforeAll(async () => {
  const path = writeDriftPage(join(temporaryFolder(), 'report'), await driftPage(driftingCollections()));
  url = pathToFileURL(path).href;
});

describe.skipIf(without !== undefined)(
  `the page of the references${without ? ` (${without})` : ''}`,
  IN_BROWSER,
  () => {
    const browser = new TestBrowser();

    test('says release by release what changed, and in which outputs', async () => {
      const { page, complaints } = await browser.open(url);
      expect(await page.title()).toBe('qemu-img 5.2.0 to 8.2.0: what changed');
      const changes = page.locator('#changes-heading ~ details');
      expect(await changes.locator('summary').allInnerTexts()).toEqual(['7.0.0 2 changes', '8.2.0 1 change']);
      await changes.first().locator('summary').click();
      expect(await changes.first().locator('li').first().innerText()).toBe(
        'one-json: child appears ([]) in raw 1M; vhd 1M-default raw 1M',
      );
      expect(await page.locator('.grid thead th').allInnerTexts()).toEqual([
        'command, output type',
        '5.2.0',
        '6.0.0',
        '6.2.0',
        '7.0.0',
        '8.2.0',
      ]);
      const cells = await page.locator('.grid tbody tr').first().locator('td').allInnerTexts();
      expect(cells.map((text) => text.split('\n')[0])).toEqual(['', '', '', 'Δ 2', 'Δ 1']);
      expect(await page.locator('.profiles tbody tr').last().innerText()).toMatch(
        /two-json\s+1\s+5\.2\.0-6\.2\.0\s*7\.0\.0-8\.2\.0/,
      );
      expect(complaints).toEqual([]);
    });

    test('a case opens to its fields before and after, by its address too', async () => {
      const { page, complaints } = await browser.open(`${url}#one-json/raw/1M@8.2.0`);
      const panel = page.locator('.panel');
      await panel.locator('.differences').waitFor();
      expect(await panel.locator('h2').innerText()).toBe('one-json › raw › 1M @ 8.2.0');
      expect(await panel.innerText()).toMatch(/7\.0\.0 → 8\.2\.0\s+size\s+7\.0\.0\s+1\s+8\.2\.0\s+2/);
      await panel.getByRole('link', { name: '6.2.0' }).click();
      await page.getByText('Nothing changed with this release.').waitFor();
      expect(await panel.innerText()).toContain('prints the same at 5.2.0–6.2.0');
      await page.keyboard.press('Escape');
      expect(await panel.count()).toBe(0);
      expect(complaints).toEqual([]);
    });

    test('is filtered by what changed, by type and by what changes at all', async () => {
      const { page } = await browser.open(url);
      const status = page.locator('.filters [role=status]');
      expect(await status.innerText()).toBe('4 outputs');
      await page.getByLabel('only what changes').check();
      expect(await status.innerText()).toBe('3 outputs');
      await page.getByRole('searchbox').fill('size');
      expect(await status.innerText()).toBe('1 output');
      expect(await page.locator('#changes-heading ~ details').count()).toBe(2);
      await page.getByRole('button', { name: 'Show everything' }).click();
      await page.getByRole('combobox', { name: 'Output type' }).selectOption('two-json');
      expect(await status.innerText()).toBe('1 output');
      // What agrees is one column.
      expect(await page.locator('.grid thead th').allInnerTexts()).toHaveLength(3);
    });

    test.for([
      { width: 360, colorScheme: 'dark' },
      { width: 1440, colorScheme: 'light' },
    ] as const)('can be read by all at $width px, $colorScheme', async ({ width, colorScheme }) => {
      const { page, complaints } = await browser.open(url, { viewport: { width, height: 800 }, colorScheme });
      const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      for (const summary of await page.locator('summary').all()) await summary.click();
      for (const block of await page.locator('.block button').all()) await block.click();
      expect(await isWide()).toBe(false);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.goto(`${url}#one-json/vhd/1M-default@7.0.0`);
      await page.locator('.panel .differences').waitFor();
      expect(await isWide()).toBe(false);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  },
);
