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

/** Suites by the processes of the candidate in a case: it plays and reads, and plays again on images with data. */
const SUITES = [
  { suite: 'create', targets: ['raw', 'vmdk'], aCase: 2 },
  { suite: 'dd', targets: ['qcow2', 'raw'], aCase: 3 },
] as const;
type Counted = (typeof SUITES)[number];

const { ground } = await groundFor([]);

/** What one release printed, under the names of several that do not exist. */
function invent({ suite, targets }: Counted, folder: string, version: string, count: number): void {
  const { expectedOutputs } = readSettings(ROOT);
  for (const target of targets) {
    const from = join(expectedOutputs, `${suite}-info-json`, target, version);
    for (let patch = 900; patch < 900 + count; patch++) {
      const to = join(folder, `${suite}-info-json`, target, `${majorMinor(version)}.${patch}`);
      cpSync(from, to, { recursive: true });
    }
  }
}

async function countRuns(
  counted: Counted,
  releases: number,
): Promise<{ counted: number; told: number; cells: number }> {
  if (!ground) throw new Error(WITHOUT_RELEASE);
  const { suite, targets } = counted;
  const folder = join(ground.folder, `${suite}-${releases}`);
  mkdirSync(folder);
  const { program: real, release } = ground.reference;
  invent(counted, join(folder, 'expected-outputs'), release, releases);
  const runs = join(folder, 'runs');
  const script = `[ "$1" = --version ] || echo $$ >>${runs}; exec "$REAL" "$@"`;
  const program = writeLauncher(folder, 'counted', real, { on: '*', script });
  const args = [`suites/${suite}`, '-t', `${suite} (?:${targets.join('|')}) `];
  const env = { EXPECTED_OUTPUTS: join(folder, 'expected-outputs') };
  const { ending, report, text } = await runWhole(folder, program, args, env);
  expect(ending, text).toEqual({ kind: 'exited', code: 0 });
  const started = (readIfThere(runs) ?? '').trim().split('\n').length;
  return { counted: started, told: report.candidate_runs, cells: report.cells.match };
}

test.for(SUITES)('the candidate runs as often for 6 releases as for 2: $suite', async (suite, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const [few, many] = [await countRuns(suite, 2), await countRuns(suite, 6)];
  expect(many.cells).toBe(few.cells * 3);
  expect(few.told).toBe(few.counted);
  expect(many).toMatchObject({ told: few.told, counted: few.counted });
  // A row's cells are those of two releases.
  expect(few.told).toBe((few.cells / 2) * suite.aCase);
});
