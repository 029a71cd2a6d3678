import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, parse } from 'node:path';
import { expect, test } from 'vitest';
import { speaksOf } from '../../cells/apply-known.ts';
import instar from '../../dialects/instar.ts';
import { FIXTURES } from '../../images/image-files.ts';
import { loadManifest } from '../../images/manifest.ts';
import type { KnownDivergence } from '../../pipeline/known-divergence.ts';
import type { Row } from '../../pipeline/row.ts';
import { rowKey } from '../../pipeline/row.ts';
import { run } from '../../process/run.ts';
import { selectVersions } from '../../versions/select.ts';
import { SUITES } from '../faults/every-suite.ts';
import { groundFor, WITHOUT_RELEASE } from '../faults/ground-of-test.ts';
import { sampleOf, traitsOf } from '../faults/sample.ts';
import { results, told } from '../faults/try-faults.ts';
import { STAND_IN, writeStandIn } from './launcher.ts';
import { optionsOf } from './options-of.ts';
import { QUIRKS } from './quirks.ts';

const everyRow = SUITES.flatMap((suite) => suite.rows).filter(
  ({ image }) => image === undefined || image.safety === 'safe',
);
const { ground, rows: all } = await groundFor(everyRow.map(rowKey));

/** Entries that say something of the release at hand; the others are about what an older one did. */
const entries = instar.knownDivergences.filter(
  ({ releases }) => releases === 'all' || selectVersions([ground?.reference.release ?? ''], releases).ok,
);
const rowsOf = new Map(entries.map((entry) => [entry, all.filter((row) => isAbout(entry, row))]));
const known = all.filter((row) => entries.some((entry) => rowsOf.get(entry)?.includes(row)));

/** Of the many rows of images, in which no entry expects anything, so many are one that is played. */
const ONE_OF = 20;

/** Cases of an entry that are played, where it is about many: `check` prints the same of every image that has a chain. */
const OF_AN_ENTRY = 4;

/** Cases of other quirks in which one that is left out must change nothing. */
const OTHERS = 2;

const silent = all.filter((row) => !known.includes(row));
const silentImages = silent.filter(({ image }) => image);
// Of each entry a row, of each suite every option that the dialect has for any row, every target and ending (in the first
// row that has it: tables begin with small disks), and every twentieth row of images. The next row of each entry is played
// without its quirk.
const played = new Set([
  ...entries.flatMap((entry, at) => someOf(entry, at)),
  ...SUITES.flatMap(({ command }) => {
    const own = silent.filter((row) => row.suite === command);
    return sampleOf(own, traits);
  }),
  ...silentImages.filter((_, at) => at % ONE_OF === 0),
]);
const rows = all.filter((row) => played.has(row));

/** Rows of an entry, which are often two that print the same as JSON and for people: from a certain one on, by turns. */
function someOf(entry: KnownDivergence, from: number): Row[] {
  const own = rowsOf.get(entry) ?? [];
  const count = own.length > OF_AN_ENTRY ? OF_AN_ENTRY : Math.min(1, own.length);
  return Array.from({ length: count }, (_, at) => own[(from + at) % own.length]).filter(
    (row) => row !== undefined,
  );
}

/** All that may decide how the stand-in does in a row: what is asked of it, with which options, and how that ends. */
function traits(row: Row): string[] {
  return ground ? [...traitsOf(row, ground.recorded(row)), ...optionsOf(row, ground.reference.release)] : [];
}

/** Whether an entry expects something in a cell of the release at hand. */
function isAbout(entry: KnownDivergence, row: Row): boolean {
  if (!ground) return false;
  const version = ground.reference.release;
  return speaksOf(entry, { row, version }, () => ground.recorded(row).outputs);
}

test('every cell is equal or a known divergence', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const program = writeStandIn(ground.folder, ground.reference.program);
  const verdicts = await ground.judge(program, rows, { dialect: instar });
  const other = [...verdicts].filter(([, { result }]) => !['match', 'known', 'skipped'].includes(result));
  expect(other.map(([key, verdict]) => `${key}: ${told(verdict)}`)).toEqual([]);
  // Nothing is skipped but for an image that was not fetched, and what it has no option for: a skip would hide what the
  // stand-in does.
  const skips = [...verdicts.values()].flatMap((verdict) => ('reason' in verdict ? verdict.reason : []));
  expect(skips.filter((reason) => !/ is not here|convert has no option for \w+/.test(reason))).toEqual([]);
  const found = results(verdicts);
  const there = rows
    .filter((row) => known.includes(row))
    .map(rowKey)
    .filter((key) => found[key] !== 'skipped');
  expect(
    Object.keys(found)
      .filter((key) => found[key] === 'known')
      .sort(),
  ).toEqual(there.sort());
});

/** Entries that a quirk accounts for. */
function entriesOf(quirk: (typeof QUIRKS)[string]): KnownDivergence[] {
  return entries.filter(({ suite, reason }) => suite === quirk.suite && reason === quirk.reason);
}

test.for(Object.entries(QUIRKS))('without %s its entries are stale', async ([name, quirk], context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const program = writeStandIn(ground.folder, ground.reference.program, [name]);
  const own = entriesOf(quirk);
  const isOwn = (row: Row) => own.some((entry) => rowsOf.get(entry)?.includes(row));
  // A quirk is one command's, so its suite's entries tell. Each of its own, some others in the first case of theirs.
  const ofSuite = known.filter((row) => row.suite === quirk.suite);
  const others = entries.flatMap(
    (entry) => ofSuite.find((row) => rowsOf.get(entry)?.includes(row) && !isOwn(row)) ?? [],
  );
  const next = own.flatMap((entry) => someOf(entry, entries.indexOf(entry) + 1));
  const candidates = [...new Set([...next, ...others.slice(0, OTHERS)])];
  const verdicts = await ground.judge(program, candidates, { dialect: instar });
  const ran = candidates.filter((row) => verdicts.get(rowKey(row))?.result !== 'skipped');
  const expected = ran.map((row) => [rowKey(row), isOwn(row) ? 'stale' : 'known']);
  const found = results(verdicts);
  expect(ran.map((row) => [rowKey(row), found[rowKey(row)]])).toEqual(expected);
});

test('every quirk of the program is one of the table, and every entry one of a quirk', async () => {
  const { stdout } = await run({
    program: STAND_IN,
    args: ['--stand-in-quirks'],
    cwd: '/',
    timeLimit: 10_000,
  });
  const told = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ', 1)[0]);
  expect(told).toEqual(Object.keys(QUIRKS));
  const explained = new Map(Object.entries(QUIRKS).map(([name, quirk]) => [name, entriesOf(quirk)]));
  expect([...explained].filter(([, own]) => own.length === 0)).toEqual([]);
  expect(entries.filter((entry) => ![...explained.values()].flat().includes(entry))).toEqual([]);
});

test('it says what it is', async () => {
  const { stdout } = await run({ program: STAND_IN, args: ['--version'], cwd: '/', timeLimit: 10_000 });
  expect(stdout).toMatch(/^instar-stand-in .*not instar/);
});

test('no script of it knows an image by its name', async () => {
  const { images } = await loadManifest(FIXTURES);
  // A file's name without its ending may be a plain word.
  const stems = images.map(({ path }) => parse(path).name).filter((stem) => /[-_]/.test(stem));
  const names = new Set([...images.flatMap(({ id, path }) => [id, basename(path)]), ...stems]);
  const files = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true }).filter(
    (file) => file.isFile() && !file.name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(10);
  const known = files.flatMap(({ parentPath, name }) => {
    const text = readFileSync(join(parentPath, name), 'utf8');
    return [...names].flatMap((image) => (text.includes(image) ? [`${name}: ${image}`] : []));
  });
  expect(known).toEqual([]);
});
