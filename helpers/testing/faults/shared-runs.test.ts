import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readIfThere } from '../../files/read.ts';
import { readSettings } from '../../plan/settings.ts';
import { majorMinor } from '../../versions/order.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { ROOT } from './proving-ground.ts';
import { runWhole } from './whole-run.ts';

const TARGETS = ['qcow2', 'raw', 'vmdk'];

const { ground } = await groundFor([]);

/** What one release printed, under the names of several that do not exist. */
function invent(folder: string, version: string, count: number): void {
  const { expectedOutputs } = readSettings(ROOT);
  for (const target of TARGETS) {
    const from = join(expectedOutputs, 'create-info-json', target, version);
    for (let patch = 900; patch < 900 + count; patch++) {
      const to = join(folder, 'create-info-json', target, `${majorMinor(version)}.${patch}`);
      cpSync(from, to, { recursive: true });
    }
  }
}

async function countRuns(releases: number): Promise<{ counted: number; told: number; cells: number }> {
  if (!ground) throw new Error(WITHOUT_RELEASE);
  const folder = join(ground.folder, `${releases}-releases`);
  mkdirSync(folder);
  const { program: real, release } = ground.reference;
  invent(join(folder, 'expected-outputs'), release, releases);
  const runs = join(folder, 'runs');
  const script = `[ "$1" = --version ] || echo $$ >>${runs}; exec "$REAL" "$@"`;
  const program = writeLauncher(folder, 'counted', real, { on: '*', script });
  const args = ['suites/create', '-t', `create (?:${TARGETS.join('|')}) `];
  const env = { EXPECTED_OUTPUTS: join(folder, 'expected-outputs') };
  const { ending, report, text } = await runWhole(folder, program, args, env);
  expect(ending, text).toEqual({ kind: 'exited', code: 0 });
  const counted = (readIfThere(runs) ?? '').trim().split('\n').length;
  return { counted, told: report.candidate_runs, cells: report.cells.match };
}

test('the candidate runs as often for 30 releases as for 2', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const [few, many] = [await countRuns(2), await countRuns(30)];
  expect(many.cells).toBe(few.cells * 15);
  expect(few.told).toBe(few.counted);
  expect(many).toMatchObject({ told: few.told, counted: few.counted });
  // Each case is played once and read once; a row's cells are those of two releases.
  expect(few.told).toBe((few.cells / 2) * 2);
});
