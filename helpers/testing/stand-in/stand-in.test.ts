import { expect, test } from 'vitest';
import instar from '../../dialects/instar.ts';
import { matchesCase } from '../../pipeline/known-divergence.ts';
import { rowKey } from '../../pipeline/row.ts';
import { run } from '../../process/run.ts';
import { selectVersions } from '../../versions/select.ts';
import { isTouched, matches } from '../faults/cells.ts';
import { SUITES } from '../faults/every-suite.ts';
import { groundFor, WITHOUT_RELEASE } from '../faults/ground-of-test.ts';
import { results, told } from '../faults/try-faults.ts';
import { STAND_IN, writeStandIn } from './launcher.ts';
import { QUIRKS } from './quirks.ts';

const everyRow = SUITES.flatMap((suite) => suite.rows).filter(
  ({ image }) => image === undefined || image.safety === 'safe',
);
const { ground, rows } = await groundFor(everyRow.map(rowKey));

/** Entries that say something of the release at hand; the others are about what an older one did. */
const entries = instar.knownDivergences.filter(
  ({ releases }) => releases === 'all' || selectVersions([ground?.reference.release ?? ''], releases).ok,
);
const known = rows.filter((row) => entries.some((entry) => matchesCase(entry, row)));

test('every cell is equal or a known divergence', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const program = writeStandIn(ground.folder, ground.reference.program);
  const verdicts = await ground.judge(program, rows, { dialect: instar });
  const other = [...verdicts].filter(([, { result }]) => !['match', 'known', 'skipped'].includes(result));
  expect(other.map(([key, verdict]) => `${key}: ${told(verdict)}`)).toEqual([]);
  const found = results(verdicts);
  const there = known.map(rowKey).filter((key) => found[key] !== 'skipped');
  expect(
    Object.keys(found)
      .filter((key) => found[key] === 'known')
      .sort(),
  ).toEqual(there.sort());
});

test.for(Object.entries(QUIRKS))('without %s its entries are stale', async ([quirk, cells], context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const program = writeStandIn(ground.folder, ground.reference.program, [quirk]);
  // A quirk is one command's, so its suite's entries tell.
  const [suite] = cells[0]?.split('/') ?? [];
  const candidates = known.filter((row) => row.suite === suite);
  const verdicts = await ground.judge(program, candidates, { dialect: instar });
  const ran = candidates.filter((row) => verdicts.get(rowKey(row))?.result !== 'skipped');
  const expected = ran.map((row) => [rowKey(row), isTouched(row, '', cells) ? 'stale' : 'known']);
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
  const patterns = Object.values(QUIRKS).flat();
  const unexplained = known.filter((row) => !patterns.some((pattern) => matches(row, pattern)));
  expect(unexplained.map(rowKey)).toEqual([]);
});

test('it says what it is', async () => {
  const { stdout } = await run({ program: STAND_IN, args: ['--version'], cwd: '/', timeLimit: 10_000 });
  expect(stdout).toMatch(/^instar-stand-in .*not instar/);
});
