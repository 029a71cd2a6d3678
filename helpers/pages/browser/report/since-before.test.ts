import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifiedCells } from '../../../reporting/counts.ts';
import { compareReports } from '../../../reporting/history/compare-reports.ts';
import { accessibilityProblems } from '../../../testing/accessibility.ts';
import { IN_BROWSER, TestBrowser, withoutBrowser } from '../../../testing/browser.ts';
import { cellReport, divergedCell } from '../../../testing/cell-report.ts';
import { differs } from '../../../testing/differs.ts';
import { reportOfCells } from '../../../testing/report.ts';
import { place, temporaryFolder } from '../../../testing/temporary.ts';
import { pageAssets } from '../../page-assets.ts';
import { reportPage } from '../../report-page.ts';

const size = differs('size', { expected: 1, actual: 2 });
const good = (name: string) => verifiedCells([cellReport({ case: name })]);
const bad = (name: string) => [divergedCell([size], { case: name })];

const old = reportOfCells([...bad('mended'), ...good('broken'), ...bad('as ever'), ...good('gone')]);
const now = reportOfCells([...good('mended'), ...bad('broken'), ...bad('as ever'), ...bad('fresh')]);
const change = compareReports({ path: 'old/parity.json', report: old }, now);

const without = withoutBrowser();
let url = '';

beforeAll(async () => {
  const text = reportPage({ ...now, change }, await pageAssets('report'));
  url = pathToFileURL(place(join(temporaryFolder(), 'index.html'), text)).href;
});

describe.skipIf(without !== undefined)(
  `what has changed since before${without ? ` (${without})` : ''}`,
  IN_BROWSER,
  () => {
    const browser = new TestBrowser();

    test('is told beside the grid, what got worse first, and leads to its cells', async () => {
      const { page, complaints } = await browser.open(url);
      const told = page.locator('[data-change]');
      expect((await told.allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
        '▼ 1 regressed',
        '▲ 1 improved',
        '+ 1 new, 1 of them failing',
        '− 1 gone',
        '~ 0 otherwise',
      ]);
      const regressed = page.locator('[data-change=regressed] li');
      expect(await regressed.innerText()).toBe('tiny qcow2 broken @ 10.0.13: match → diverged size');
      await regressed.getByRole('link').click();
      await page.getByText('▼ regressed since before').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });

    test('is a mark of each cell, and a filter', async () => {
      const { page } = await browser.open(url);
      await page.getByRole('button', { name: 'tiny qcow2' }).click();
      const cells = () => page.locator('.grid td a .hidden').allInnerTexts();
      expect(await cells()).toEqual(['match, improved', 'diverged, regressed', 'diverged', 'diverged, new']);
      await page.getByRole('combobox', { name: 'Since before' }).selectOption('regressed');
      expect(await cells()).toEqual(['diverged, regressed']);
    });
  },
);
