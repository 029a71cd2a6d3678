import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordedCommands } from '../plan/recorded-commands.ts';
import { lockFolder } from '../process/lock.ts';
import { type Printing, RecordedSuite } from '../testing/recorded-suite.ts';
import { tried } from '../testing/tried.ts';
import { auditType } from './audit.ts';
import { finishRecording } from './finish-recording.ts';
import { readSums, releasesOfSums, sumsIn } from './sums.ts';

const printing: Printing = (row) => ({ format: row.target });

function recording() {
  const made = new RecordedSuite();
  const type = join(made.root, made.type.name);
  /** A run that begins now, and ends when it is told to. */
  const begin = (version: string) => {
    const sums = sumsIn(made.root);
    for (const row of made.suite.rows) made.recordRow(row, version, printing, sums);
    const { root: expectedOutputs, suite } = made;
    return () => finishRecording({ expectedOutputs, snapshots: undefined, suite, here: new Map(), sums });
  };
  const findings = () =>
    auditType(made.root, made.suite.command, made.collection(), ['safe'], recordedCommands);
  return { made, type, begin, findings };
}

test('two recordings at a time lose nothing of one another', async (context) => {
  const { type, begin, findings } = recording();
  await begin('6.0.0')();
  const ends = [begin('7.2.22'), begin('8.0.0')];
  await Promise.all(ends.map((end) => end()));
  expect(findings()).toEqual([]);
  const outcome = `the sums are of ${[...releasesOfSums(readSums(type).keys())].sort().join(', ')}`;
  expect(outcome).toBe('the sums are of 6.0.0, 7.2.22, 8.0.0');
  tried(context, { of: 'baselines', fault: 'two recordings at a time', how: 'of 7.2.22 and 8.0.0', outcome });
});

test('what follows from the baselines of a type is written by one recording after the other', async () => {
  const { type, begin } = recording();
  const path = join(type, 'SHA256SUMS');
  await begin('6.0.0')();
  const end = begin('7.2.22');
  // The other one has read what lies there, and writes it when this one could.
  const other = await lockFolder(type);
  const text = readFileSync(path, 'utf8');
  const ending = end();
  const line = `${'0'.repeat(64)}  raw/6.0.0/1M-default.stdout.txt\n`;
  writeFileSync(path, text.replace(/^.* raw\/6\.0\.0\/1M-default\.stdout\.txt\n/m, line));
  await other?.release();
  await ending;
  expect(readFileSync(path, 'utf8')).toContain(line);
  expect([...releasesOfSums(readSums(type).keys())].sort()).toEqual(['6.0.0', '7.2.22']);
});

test('the sums of a release go with the last file of it, and no sooner', async () => {
  const { made, type, begin, findings } = recording();
  for (const version of ['6.0.0', '7.2.22', '8.0.0']) await begin(version)();
  const [first, ...others] = [...new Set(made.suite.rows.map(({ target }) => target))];
  rmSync(join(type, first ?? '', '6.0.0'), { recursive: true });
  await begin('8.0.0')();
  expect(findings().map(({ what }) => what)).toContain('was recorded (SHA256SUMS), and is gone');
  for (const target of others) rmSync(join(type, target, '6.0.0'), { recursive: true });
  expect(findings()).toMatchObject([
    {
      where: `${made.type.name}/*/6.0.0`,
      what: 'was recorded (SHA256SUMS), and nothing of the release is left',
    },
  ]);
  await begin('8.0.0')();
  expect(findings()).toEqual([]);
});
