import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../reporting/report.ts';
import { accessibilityProblems } from '../../../testing/accessibility.ts';
import { IN_BROWSER, TestBrowser, withoutBrowser } from '../../../testing/browser.ts';
import { divergedCell } from '../../../testing/cell-report.ts';
import { cellsOfEveryResult } from '../../../testing/cells-of-every-result.ts';
import { differs } from '../../../testing/differs.ts';
import { reportOfCells } from '../../../testing/report.ts';
import { place, temporaryFolder } from '../../../testing/temporary.ts';
import { pageAssets } from '../../page-assets.ts';
import { reportPage } from '../../report-page.ts';

const report = reportOfCells(cellsOfEveryResult(), { truncated: true, expectedCells: 20 });
const without = withoutBrowser();
let url = '';

beforeAll(async () => {
  const text = reportPage(report, await pageAssets('report'));
  url = pathToFileURL(place(join(temporaryFolder(), 'index.html'), text)).href;
});

/** Words of the rows of the grid that are shown, one row a line. */
function rowsOf(page: Page): Promise<string[]> {
  return page
    .locator('.grid tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.children]
          .map((cell) => cell.querySelector('.hidden')?.textContent ?? cell.textContent?.trim() ?? '')
          .join(' | '),
      ),
    );
}

describe.skipIf(without !== undefined)(
  `the page of a run${without ? ` (${without})` : ''}`,
  IN_BROWSER,
  () => {
    const browser = new TestBrowser();

    test('says what parity.json says: who, the verdict, every count', async () => {
      const { page, complaints } = await browser.open(url);
      expect(await page.title()).toBe('parity: instar 0.4.1');
      expect(await page.locator('h1').innerText()).toBe('failed instar 0.4.1');
      expect(await page.locator('.verdict .line').innerText()).toBe(report.verdict.line);
      for (const [result, count] of Object.entries(report.cells)) {
        expect(await page.locator(`.census [data-result=${result}]`).innerText()).toContain(
          `${count} ${result}`,
        );
      }
      await page.getByText('By suite').click();
      const census = await page.locator('.numbers tbody tr').allInnerTexts();
      expect(census.map((row) => row.split(/\s+/).join(' '))).toEqual([
        'create 8 6 0 2 0 0 0',
        'tiny 5 0 1 0 1 2 1',
        'all 13 6 1 2 1 2 1',
      ]);
      expect(await page.locator('main').innerText()).toContain('20 were expected');
      expect(complaints).toEqual([]);
    });

    test('suites and targets are rows, and neighbouring releases that agree are one column', async () => {
      const { page } = await browser.open(url);
      const heads = async () =>
        (await page.locator('.grid thead th').allInnerTexts()).map((head) => head.replace('\n', ''));
      expect(await heads()).toEqual(['suite, target', '5.2.0–7.2.22', '8.0.0', '10.0.13']);
      expect(await rowsOf(page)).toEqual([
        '▸ create vhd 2 | 4 match | 1 match, 1 diverged | 1 match, 1 diverged',
        '▸ tiny qcow2 4 | 2 skipped | 1 error | 1 known, 1 stale',
      ]);
      // Seen alone, what agrees at more releases is fewer columns.
      await page.getByRole('combobox', { name: 'Suite' }).selectOption('create');
      expect(await heads()).toEqual(['suite, target', '5.2.0–7.2.22', '8.0.0–10.0.13']);
    });

    test('is filtered by suite, target, result, reader and text, and shows everything again', async () => {
      const { page } = await browser.open(url);
      const status = page.locator('.filters [role=status]');
      await page.getByRole('combobox', { name: 'Target' }).selectOption('qcow2');
      expect(await status.innerText()).toBe('5 cells of 4 cases');
      await page.getByRole('button', { name: 'Show everything' }).click();
      expect(await status.innerText()).toBe('13 cells of 6 cases');
      await page.locator('[data-result=stale]').click();
      await page.locator('[data-result=error]').click();
      expect(await status.innerText()).toBe('2 cells of 2 cases');
      await page.locator('[data-result=stale]').click();
      expect(await rowsOf(page)).toEqual(['▾ tiny qcow2 1 | 1 error', 'hangs | error']);
      await page.getByRole('button', { name: 'Show everything' }).click();
      await page.getByRole('combobox', { name: 'Found by' }).selectOption('reference');
      expect(await rowsOf(page)).toEqual(['▾ tiny qcow2 1 | 1 known', 'lazy | known']);
      await page.getByRole('button', { name: 'Show everything' }).click();
      await page.getByRole('searchbox').fill('virtual-size vhd');
      expect(await rowsOf(page)).toEqual(['▾ create vhd 1 | 2 diverged', '1M-default | diverged']);
      expect(await page.locator('.causes > li').count()).toBe(1);
      await page.getByRole('searchbox').fill('no such thing');
      expect(await page.locator('main').innerText()).toContain('No cell is like that.');
    });

    test('a cell opens to what differs, whom it answers like, its files and the commands', async () => {
      const { page, complaints } = await browser.open(url);
      await page.getByRole('button', { name: /^create vhd/ }).click();
      await page.locator('.grid td.diverged a').last().click();
      expect(page.url()).toBe(`${url}#create/vhd/1M-default@10.0.13`);
      const panel = page.locator('.panel');
      await panel.locator('.commands').waitFor();
      expect(await panel.locator('h2').innerText()).toBe('create › vhd › 1M-default @ 10.0.13');
      const text = await panel.innerText();
      expect(text).toContain('the same at 8.0.0–10.0.13');
      expect(text).toMatch(
        /virtual-size\s+expected\s+1079296\s+actual\s+1044480\s+matches\s+7\.2\.22 and older/,
      );
      expect(text).toContain('expected-outputs/create-info-json/vhd/10.0.13/1M-default.stdout.txt');
      expect(text).toContain('/kept/case-1/work');
      // What a candidate says is text, whatever it says.
      expect(text).toContain('</script><script>');
      expect(await page.title()).toBe('parity: instar 0.4.1');
      expect(complaints).toEqual([]);
    });

    test.for([
      { to: 'the clipboard of the browser', permissions: ['clipboard-read', 'clipboard-write'] },
      { to: 'that of the page, where the browser lends none', permissions: [] },
    ])('its commands are copied to $to', async ({ permissions }) => {
      const { page } = await browser.open(`${url}#create/vhd/1M-default@8.0.0`, { permissions });
      await page.getByRole('button', { name: 'Copy the commands' }).click();
      await page.getByText('Copied').waitFor();
      // What was copied is what is pasted.
      await page.getByRole('searchbox').focus();
      await page.evaluate(() =>
        document.querySelector('input')?.replaceWith(document.createElement('textarea')),
      );
      await page.locator('textarea').focus();
      await page.keyboard.press('Control+V');
      expect(await page.locator('textarea').inputValue()).toBe(
        'PARITY_VERSIONS=8.0.0 npx vitest run suites/create\ncd "$(mktemp -d)"\ninstar create -f vpc image.vhd 1M\n',
      );
    });

    test('each result has what there is to say of it', async () => {
      const { page } = await browser.open(url);
      const opened = async (fragment: string) => {
        await page.goto(url + fragment);
        await page.locator('.panel .commands').waitFor();
        return page.locator('.panel').innerText();
      };
      const known = await opened('#tiny/qcow2/lazy@10.0.13');
      expect(known).toMatch(
        /instar sets lazy refcounts\s+documented, not yet seen in a run: https:\/\/instar\.example\/quirks/,
      );
      expect(known).toMatch(/lazy-refcounts\s+expected\s+false\s+actual\s+true/);
      expect(await opened('#tiny/qcow2/old%20quirk@10.0.13')).toContain('delete the entry x');
      expect(await opened('#tiny/qcow2/hangs@8.0.0')).toMatch(/check: error\s+no answer within 60 s/);
      expect(await opened('#tiny/qcow2/needs%20zstd@5.2.0')).toContain('the build has no zstd');
      expect(await opened('#create/vhd/2G-fixed@7.2.22')).toMatch(
        /equal to the baseline[\s\S]*suites\/create -t 'create vhd 2G-fixed @'/,
      );
    });

    test('an address without a release, or with one that was not played, opens the newest that was', async () => {
      for (const fragment of ['#create/vhd/2G-fixed', '#create/vhd/2G-fixed@9.9.9']) {
        const { page } = await browser.open(url + fragment);
        expect(await page.locator('.panel h2').innerText()).toBe('create › vhd › 2G-fixed @ 10.0.13');
      }
      const { page } = await browser.open(`${url}#create/vhd/never-was@10.0.13`);
      expect(await page.locator('.panel').count()).toBe(0);
      expect(await page.getByRole('alert').innerText()).toBe(
        'This run has no cell create/vhd/never-was@10.0.13.',
      );
    });

    test('findings are grouped by cause as parity.json has them, and lead to their cells', async () => {
      const { page } = await browser.open(url);
      expect(await page.locator('.causes > li').count()).toBe(report.causes.length);
      expect(await page.locator('#findings-heading + p').innerText()).toBe(
        '4 cells in 3 groups (a case and what is wrong with it), of 3 likely causes',
      );
      await page.getByRole('link', { name: 'create vhd 1M-default' }).click();
      expect(await page.locator('.panel h2').innerText()).toBe('create › vhd › 1M-default @ 10.0.13');
    });

    test('is used by keys alone: into the table, between its cells, into one and back', async () => {
      const { page } = await browser.open(url);
      const focused = () =>
        page.evaluate(
          () => document.activeElement?.getAttribute('href') ?? document.activeElement?.textContent,
        );
      await page.locator('section.grid').focus();
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('▸ create vhd 2');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe('#create/vhd/2G-fixed@7.2.22');
      await page.keyboard.press('ArrowRight');
      expect(await focused()).toBe('#create/vhd/2G-fixed@8.0.0');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      expect(await focused()).toBe('#create/vhd/1M-default@10.0.13');
      await page.keyboard.press('Enter');
      await page.locator('.panel').waitFor();
      expect(await focused()).toBe('create › vhd › 1M-default @ 10.0.13');
      await page.keyboard.press('Escape');
      expect(await page.locator('.panel').count()).toBe(0);
      expect(page.url()).toBe(url);
      expect(await focused()).toBe('#create/vhd/1M-default@10.0.13');
    });

    test.for([
      { width: 360, colorScheme: 'light' },
      { width: 1440, colorScheme: 'dark' },
    ] as const)(
      'can be read by all at $width px, $colorScheme: nothing is cut off, axe-core finds nothing',
      async ({ width, colorScheme }) => {
        const { page, complaints } = await browser.open(url, {
          viewport: { width, height: 800 },
          colorScheme,
        });
        const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        for (const summary of await page.locator('summary').all()) await summary.click();
        for (const block of await page.locator('.block button').all()) await block.click();
        expect(await isWide()).toBe(false);
        expect(await accessibilityProblems(page)).toEqual([]);
        for (const fragment of ['#create/vhd/1M-default@10.0.13', '#tiny/qcow2/lazy@10.0.13']) {
          await page.goto(url + fragment);
          await page.locator('.panel .commands').waitFor();
          expect(await isWide()).toBe(false);
          expect(await accessibilityProblems(page)).toEqual([]);
        }
        expect(complaints).toEqual([]);
      },
    );
  },
);

describe.skipIf(without !== undefined)('the page of a run that ended otherwise', IN_BROWSER, () => {
  const browser = new TestBrowser();
  const opened = async (odd: Report) => {
    const text = reportPage(odd, await pageAssets('report'));
    return browser.open(pathToFileURL(place(join(temporaryFolder(), 'index.html'), text)).href);
  };

  test('says that nothing was played where nothing is recorded', async () => {
    const { page, complaints } = await opened(reportOfCells([]));
    expect(await page.locator('header').innerText()).toContain('no release of qemu-img has baselines');
    expect(await page.locator('main').innerText()).toContain('No cell is like that.');
    expect(complaints).toEqual([]);
  });

  test('is no wider than the screen with many releases, and shows blanks as they are', async () => {
    const cells = Array.from({ length: 26 }, (_, at) =>
      divergedCell([differs('line', { expected: 'a  b', actual: `a ${at} b` })], {
        version: `${at + 1}.0.0`,
      }),
    );
    const { page } = await opened(reportOfCells(cells));
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole('button', { name: 'tiny qcow2' }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.goto(`${page.url()}#tiny/qcow2/1M-default@1.0.0`);
    expect(await page.locator('.expected .value').innerText()).toBe('"a  b"');
  });

  test('tells a run that was given up from one that failed, and what failed beside the cells', async () => {
    const odd = reportOfCells([]);
    const failed_tests = [{ name: 'tiny audit', message: 'first\n\u202esecond' }];
    const verdict = {
      ...odd.verdict,
      passed: false,
      cancelled: true,
      reasons: ['TRUNCATED: 0 of 9'],
      failed_tests,
    };
    const { page } = await opened({ ...odd, verdict });
    expect(await page.locator('h1').innerText()).toBe('cancelled instar 0.4.1');
    const header = await page.locator('header').innerText();
    expect(header).toContain('TRUNCATED: 0 of 9');
    // What would turn the direction of what follows is spelled out.
    expect(header).toMatch(/tiny audit\s+first\s+\\u202esecond/);
  });
});

test('the page is one file that asks for nothing, and takes no word of a candidate for its own', () => {
  const text = readFileSync(new URL(url), 'utf8');
  expect(text).not.toMatch(/<(?:link rel="stylesheet"|script src|img|iframe)/);
  expect(text.match(/<script\b/g)).toHaveLength(2 + Object.keys(report.suites).length);
  expect(text).toContain("default-src 'none'");
});
