import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CandidatePatience } from '../../cells/patience.ts';
import { readIfThere } from '../../files/read.ts';
import { rowKey } from '../../pipeline/row.ts';
import type { Ending } from '../../process/run.ts';
import { temporaryFolder } from '../temporary.ts';
import { tried } from '../tried.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { results, told } from './try-faults.ts';

/** A reference plays the fixture of some, the candidate reads or plays all: whatever it does may hang. */
const ROWS = [
  'dd/raw/1M-qcow2-whole-raw',
  'dd/raw/1M-raw-bs65536-skip2-count4-raw',
  'measure/_size/1M-qcow2-default human',
  'measure/_size/1G-qcow2-cs-4k json',
  'commit/qcow2/1M-seeded-explicit',
] as const;

const { ground, rows } = await groundFor(ROWS);

test('a candidate that always hangs is waited for three times, and then not as long', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const hang = { on: '*', script: 'exec sleep 1000' } as const;
  const program = writeLauncher(ground.folder, 'always-hangs', ground.reference.program, hang);
  const patience = new BriefPatience();
  const said: string[] = [];
  for (const some of [rows.slice(0, 3), rows.slice(3)]) {
    const verdicts = await ground.judge(program, some, { patience });
    for (const row of some) {
      const [words = ''] = /was still running [^"]*/.exec(told(verdicts.get(rowKey(row)))) ?? [];
      said.push(words);
    }
  }
  const short = 'was still running after 2 s and was killed (shorter limit after 3 time-outs in this suite)';
  const long = 'was still running after 2.5 s and was killed';
  expect(said).toEqual([long, long, long, short, short]);
  const fault = 'every step hangs';
  tried(context, { of: 'hanging candidates', fault, how: 'steps and readings of one suite', outcome: short });
});

test('the steps of the candidate count, of the second play too, and nobody else is hurried', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  // Not beside the workplaces: the candidate's runs are watched for what they leave there.
  const noted = join(temporaryFolder(), 'steps');
  const note = { on: '*', script: `echo "$1" >>'${noted}'; exec "$REAL" "$@"` } as const;
  const program = writeLauncher(ground.folder, 'notes', ground.reference.program, note);
  const counting = new CountingPatience();
  for (const row of rows) {
    const verdicts = await ground.judge(program, [row], { patience: counting });
    expect(results(verdicts), told(verdicts.get(rowKey(row)))).toEqual({ [rowKey(row)]: 'match' });
  }
  const started = (readIfThere(noted) ?? '').trim().split('\n').length;
  expect(started).toBeGreaterThan(2 * rows.length);
  expect(counting.steps).toBe(started);
});

/** Little time for the candidate; the references that build its fixtures have as much as ever. */
class BriefPatience extends CandidatePatience {
  override next(): ReturnType<CandidatePatience['next']> {
    return super.next(2_500);
  }
}

class CountingPatience extends CandidatePatience {
  steps = 0;

  override ended(ending: Ending, took: number): void {
    this.steps += 1;
    super.ended(ending, took);
  }
}
