import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DIALECTS } from '../dialects/finding/load-dialect.ts';
import { guard } from '../process/guardian.ts';
import { SUITES } from '../testing/faults/every-suite.ts';
import { highest, WITHOUT_RELEASE } from '../testing/releases.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { Lanes } from './lanes.ts';
import type { Assignment } from './player.ts';
import { readTables } from './tables.ts';

function assignment(dialect: string): Assignment | undefined {
  if (!highest) return undefined;
  const scratch = join(scratchFolder(), 'run');
  mkdirSync(scratch);
  return {
    source: { seed: 1, commands: ['create'], tables: readTables(SUITES) },
    reference: highest,
    candidate: { dialect, path: highest.program, lacks: [] },
    dialects: DIALECTS,
    scratch,
    lanes: ['lane-1', 'lane-2'],
    fixtures: '/nowhere',
    timeLimit: 60_000,
    fileLimit: 2 ** 33,
  };
}

/** Processes that watch over this one. */
function guardians(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return words.some((word) => word.endsWith('guardian.sh')) && words.includes(String(process.pid));
    } catch {
      return false;
    }
  });
}

test('lanes judge what they are asked, each in its folder, and nothing once they are closed', async (context) => {
  const given = assignment('qemu-img');
  if (!given) return context.skip(WITHOUT_RELEASE);
  await guard();
  const before = guardians();
  const lanes = await Lanes.open(given);
  // One that watched over a thread would end this process with it.
  expect(guardians()).toEqual(before);
  const judged = await Promise.all([1, 2, 3, 4, 5].map((number) => lanes.judge(number)));
  for (const one of judged) expect('notJudged' in one ? [] : one.symptoms).toEqual([]);
  expect(readdirSync(given.scratch).filter((name) => name.startsWith('lane-'))).toEqual(given.lanes);
  await lanes.close();
  await expect(lanes.judge(1)).rejects.toThrow('a lane has ended');
});

test('where a lane cannot begin that is said, and none stays', async (context) => {
  const given = assignment('nobody');
  if (!given) return context.skip(WITHOUT_RELEASE);
  await expect(Lanes.open(given)).rejects.toThrow('nobody.ts: cannot be imported');
});
