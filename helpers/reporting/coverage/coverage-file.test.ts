import { appendFileSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { Reference } from '../../references/reference.ts';
import { suite } from '../../testing/project/suites/tiny/tiny.ts';
import { script, temporaryFolder } from '../../testing/temporary.ts';
import {
  auditCoverageFile,
  COVERAGE_FILE,
  type CoverageFile,
  referenceOfPage,
  writeCoverageFile,
} from './coverage-file.ts';

/** A program with one command, which takes what `create` of the fixture suite does. */
const HELP = `case "$*" in
--help) printf 'Recognized commands:\\n\\n  create - Make an image\\n' ;;
'create --help') printf 'Usage:\\n  qemu-img create X\\n\\nArguments:\\n  -f FMT\\n     format\\n  -o FMT_OPTS\\n     options\\n  FILE\\n     x\\n  SIZE\\n     x\\n' ;;
esac`;

let file: CoverageFile;
let page: string;

beforeEach(() => {
  const root = temporaryFolder();
  const program = script(join(root, 'qemu-img'), HELP);
  const docs = join(root, 'docs');
  file = { docs, suites: [suite], reasons: {}, reference: { version: '99.0.0', program } };
  page = join(docs, COVERAGE_FILE);
});

test('a page that was written is current, and the same each time', async () => {
  await writeCoverageFile(file);
  const text = readFileSync(page, 'utf8');
  expect(text).toContain('| [create](#create) | tiny 5 | 4 of 4 | 0 | 0 |');
  expect(text).not.toContain(file.docs);
  expect(await auditCoverageFile(file)).toEqual([]);
  await writeCoverageFile(file);
  expect(readFileSync(page, 'utf8')).toBe(text);
});

test.for<[string, () => void, string]>([
  ['is stale', () => appendFileSync(page, 'x'), 'is not what suites and help give'],
  ['is gone', () => rmSync(page), 'is not there'],
  ['is a link', () => [rmSync(page), symlinkSync('/nowhere', page)], 'is a link, where a file belongs'],
])('a page that %s is found, and mended by a recording', async ([, spoil, what]) => {
  await writeCoverageFile(file);
  spoil();
  expect(await auditCoverageFile(file)).toMatchObject([
    { where: 'docs/coverage.md', what, mend: { kind: 'record', suite: 'tree', releases: [] } },
  ]);
});

test('a page of other suites is stale', async () => {
  await writeCoverageFile(file);
  const fewer = { ...suite, rows: suite.rows.slice(1) };
  expect(await auditCoverageFile({ ...file, suites: [fewer] })).toMatchObject([
    { where: 'docs/coverage.md' },
  ]);
});

test('what is wrong with the reasons is found beside a page that is current', async () => {
  const wrong = { ...file, reasons: { create: { '-f': 'none', '-x': 'none' } } };
  await writeCoverageFile(wrong);
  const findings = (await auditCoverageFile(wrong)) ?? [];
  expect(findings.map(({ where, what }) => `${where}: ${what}`)).toEqual([
    'suites/coverage-reasons.ts: create: a reason for -x, which qemu-img 99.0.0 does not list by that name',
    'suites/coverage-reasons.ts: create: a reason for -f, and cases',
  ]);
});

test('a help that is not understood is one error, and no page', async () => {
  const program = script(join(file.docs, '../other'), 'echo hello');
  const odd = { ...file, reference: { version: '99.0.0', program } };
  const problem = 'qemu-img 99.0.0 --help: has no list "Recognized commands"';
  await expect(writeCoverageFile(odd)).rejects.toThrow(problem);
  await expect(auditCoverageFile(odd)).rejects.toThrow(problem);
  expect(() => readFileSync(page)).toThrow('ENOENT');
});

test('a release whose commands have no help leaves the page as it is', async () => {
  await writeCoverageFile(file);
  const text = readFileSync(page, 'utf8');
  const program = script(join(file.docs, '../old'), `echo 'Command syntax:'`);
  const old = { ...file, reference: { version: '5.2.0', program } };
  await writeCoverageFile(old);
  expect(await auditCoverageFile(old)).toBeUndefined();
  expect(readFileSync(page, 'utf8')).toBe(text);
});

test('the page is by the newest release that is recorded, whatever else is installed', () => {
  const installed = ['8.0.0', '9.0.0', '10.0.0'].map((version) => ({ version }) as Reference);
  expect(referenceOfPage(['8.0.0', '9.0.0'], installed)).toBe(installed[1]);
  expect(referenceOfPage(['8.0.0', '9.1.0'], installed)).toBe('9.1.0');
  expect(referenceOfPage([], installed)).toBeUndefined();
});
