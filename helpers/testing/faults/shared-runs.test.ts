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
  { suite: 'dd', targets: ['qcow2'], aCase: 3 },
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

/** One run for all suites: what a run takes beside its cells is more than they do. */
async function countRuns(releases: number): Promise<{ counted: number; told: number; cells: number[] }> {
  if (!ground) throw new Error(WITHOUT_RELEASE);
  const folder = join(ground.folder, `${releases}`);
  mkdirSync(folder);
  const { program: real, release } = ground.reference;
  for (const suite of SUITES) invent(suite, join(folder, 'expected-outputs'), release, releases);
  const runs = join(folder, 'runs');
  const script = `[ "$1" = --version ] || echo $$ >>${runs}; exec "$REAL" "$@"`;
  const program = writeLauncher(folder, 'counted', real, { on: '*', script });
  const names = SUITES.map(({ suite, targets }) => `${suite} (?:${targets.join('|')})`);
  const args = [...SUITES.map(({ suite }) => `suites/${suite}`), '-t', `(?:${names.join('|')}) `];
  const env = { EXPECTED_OUTPUTS: join(folder, 'expected-outputs') };
  const { ending, report, text } = await runWhole(folder, program, args, env);
  expect(ending, text).toEqual({ kind: 'exited', code: 0 });
  const started = (readIfThere(runs) ?? '').trim().split('\n').length;
  const cells = SUITES.map(({ suite }) => report.suites[suite]?.match ?? 0);
  return { counted: started, told: report.candidate_runs, cells };
}

test('the candidate runs as often for 6 releases as for 2', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const [few, many] = [await countRuns(2), await countRuns(6)];
  expect(few.cells.every((count) => count > 0)).toBe(true);
  expect(many.cells).toEqual(few.cells.map((count) => count * 3));
  expect(few.told).toBe(few.counted);
  expect(many).toMatchObject({ told: few.told, counted: few.counted });
  // A row's cells are those of two releases.
  const expected = SUITES.map(({ aCase }, at) => ((few.cells[at] ?? 0) / 2) * aCase);
  expect(few.told).toBe(expected.reduce((sum, runs) => sum + runs, 0));
});
