import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { matchesRelease } from '../cells/apply-known.ts';
import vboxImg from '../dialects/vbox-img.ts';
import { pageAssets } from '../pages/page-assets.ts';
import { reportPage } from '../pages/report-page.ts';
import { verdictPage } from '../reporting/verdict/verdict-page.ts';
import { accessibilityProblems } from './accessibility.ts';
import { IN_BROWSER, TestBrowser, withoutBrowser } from './browser.ts';
import { writeLauncher } from './faults/launcher.ts';
import { newestRelease } from './faults/proving-ground.ts';
import { runWhole, type WholeRun } from './faults/whole-run.ts';
import { provisioned } from './provisioned.ts';
import { REPOSITORY } from './run-vitest.ts';
import { scratchFolder } from './scratch-folder.ts';
import { place } from './temporary.ts';

/** Suites that it has a command for; of the others every cell is skipped. */
const SUITES = ['create', 'resize', 'convert', 'info'].map((name) => `suites/${name}`);
const LIMIT = 120_000;

const { program, missing } = provisioned('vbox-img');
const release = newestRelease()?.release;
const without =
  missing ?? (release === undefined ? 'no qemu-img release is installed (npm run provision)' : undefined);
const noBrowser = withoutBrowser();

const folder = scratchFolder();
const browser = new TestBrowser();

async function runOf(name: string, candidate: string, suites: readonly string[]): Promise<WholeRun> {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  return runWhole(own, candidate, suites, {
    PARITY_DIALECT: 'vbox-img',
    PARITY_VERSIONS: release ?? '',
    HOME: own,
  });
}

describe.skipIf(without !== undefined)(`runs of vbox-img${without ? ` (${without})` : ''}`, () => {
  test('a run finds what is known of it, all of that, and nothing else', { timeout: LIMIT }, async () => {
    const { ending, report, text } = await runOf('sound', program, SUITES);
    expect(ending, text).toEqual({ kind: 'exited', code: 0 });
    expect(report.cells).toMatchObject({ diverged: 0, stale: 0, error: 0 });
    expect(report.candidate).toMatchObject({ dialect: 'vbox-img', path: program });
    const found = new Set(report.known.map(({ reason }) => reason));
    const known = vboxImg.knownDivergences.filter(({ releases }) => matchesRelease(releases, release ?? ''));
    expect([...found].sort()).toEqual([...new Set(known.map(({ reason }) => reason))].sort());
    const page = readFileSync(join(REPOSITORY, 'docs/vbox-img.md'), 'utf8');
    for (const reason of Object.keys(report.skips).filter((one) => one.startsWith('vbox-img: '))) {
      expect(page).toContain(`| ${reason} | `);
    }
    expect(verdictPage(report)).toContain(page.split('\n', 1)[0]);
  });

  test.skipIf(noBrowser !== undefined)(
    `the page of a run shows what it found${noBrowser ? ` (${noBrowser})` : ''}`,
    { ...IN_BROWSER, timeout: LIMIT },
    async () => {
      // Makes every VMDK too small, so that something differs besides what is known.
      const faulty = writeLauncher(folder, 'too-small', program, {
        on: '*',
        script:
          'case $1$7 in createbaseVMDK) set -- "$1" "$2" "$3" "$4" 524288 "$6" "$7" ;; esac; exec "$REAL" "$@"',
      });
      const { ending, report } = await runOf('faulty', faulty, ['suites/create']);
      expect(ending).toEqual({ kind: 'exited', code: 1 });
      const html = reportPage(report, await pageAssets('report'));
      const url = pathToFileURL(place(join(folder, 'index.html'), html)).href;
      const { page, complaints } = await browser.open(url);
      expect(await page.title()).toMatch(/^parity: vbox-img/);
      for (const result of ['match', 'known', 'diverged', 'skipped'] as const) {
        const count = report.cells[result];
        expect(count).toBeGreaterThan(0);
        expect(await page.locator(`.census [data-result=${result}]`).innerText()).toContain(
          `${count} ${result}`,
        );
      }
      expect(await accessibilityProblems(page)).toEqual([]);
      const told = async (cell: string) => {
        await page.goto(`${url}#create/${cell}@${release}`);
        // What a cell opens to is unpacked when it is asked for.
        const hasText = cell.split('/').join(' › ');
        const panel = page.locator('.panel', { hasText, hasNotText: 'Unpacking' });
        await panel.waitFor();
        return panel.innerText();
      };
      expect(await told('vmdk/1M-default')).toMatch(/virtual-size\s+expected\s+1048576\s+actual\s+524288/);
      expect(await told('vhd/1M-default')).toContain('the size of its VHD is what was asked for');
      expect(await told('qcow2/1M-default')).toContain('vbox-img: it makes no qcow2');
      expect(complaints).toEqual([]);
    },
  );
});
