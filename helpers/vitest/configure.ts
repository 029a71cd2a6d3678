import type { TestProject, TestSpecification, Vitest } from 'vitest/node';
import { importBuilt } from '../bundling/import-built.ts';
import { DIALECTS, dialectFile, loadDialects } from '../dialects/finding/load-dialect.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { readSettings } from '../plan/settings.ts';
import { testsOfChanged } from '../plan/tests-of-changed.ts';
import { readBase } from '../reporting/history/read-base.ts';
import { UsageError } from '../text/usage-error.ts';
import { Announcer } from './announcer.ts';
import { Census } from './census-reporter.ts';
import { Deadline } from './deadline-reporter.ts';
import { PlayedRunReporter } from './played-run-reporter.ts';
import { Progress } from './progress-reporter.ts';
import { MergedCensus, ShardMerger } from './shard-merger.ts';
import { shareOfRun } from './share-of-run.ts';
import { testFilesOf } from './suites-of.ts';
import { SuitesReporter } from './suites-reporter.ts';
import { restoreSwallowedFilter } from './swallowed-filter.ts';
import {
  addChanged,
  addReporters,
  allowFewFiles,
  playInEveryShard,
  replaceOwnReporter,
  updateModeOfConfig,
  writeNoJobSummary,
  writeNoSnapshots,
} from './vitest-internals.ts';
import { type Data, DataWatch, type Dependants } from './watch-reporter.ts';

export interface ParityOptions {
  /** folder of the suites' project: fixtures, baselines and reports lie under it */
  readonly root: string;
  /** name of the Vitest project that holds the suites */
  readonly suites: string;
  /** name of the project that holds the harness's own tests: `-u` leaves them out unless they are asked for by name */
  readonly harness?: string;
  /** folder of the dialect modules; helpers/dialects/ where it is left out */
  readonly dialects?: string | undefined;
}

/**
 * Finds references and candidate before the first test, gives the plan to the workers, and adds the reporters whatever
 * `--reporter` says. Does its work once, for the project that holds the suites.
 *
 * @param openers tells the files of what suites are opened by
 * @returns paths of the modules that their workers import by themselves: dialects
 */
export async function configure(
  { root, suites, harness, dialects = DIALECTS }: ParityOptions,
  project: TestProject,
  vitest: Vitest,
  openers: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const recording = updateModeOfConfig(vitest) === 'all';
  if (project.name === harness && recording && !isChosen(vitest, harness)) project.config.include = [];
  if (project.name !== suites) return [];
  if (vitest.config.mergeReports) {
    configureMerging(root, suites, vitest);
    return [];
  }
  restoreSwallowedFilter(vitest);
  // A plain local run would write missing review pages; only `-u` may.
  if (!recording) {
    writeNoSnapshots(vitest, project);
    writeNoJobSummary(vitest);
  }
  // Before this run replaces it, if it is the very one that is to be replaced.
  const base = recording ? undefined : readBase(readSettings(root));
  const modules = await loadDialects(dialects, importBuilt);
  // Every command that reproduces a cell names it: what it left is there for whoever plays it again.
  const oldKept = vitest.config.testNamePattern === undefined ? 'sweep' : 'leave';
  const found = { folder: dialects, modules };
  const made = await makePlan(root, found, recording, oldKept);
  const { problems } = made;
  const plan = await ofShard(made.plan, project, vitest);
  project.provide('parity', plan);
  const dependants: Dependants = {
    ofFiles: async (changed) => {
      const watched = { ...plan.settings, dialects, openers: await openers() };
      const files = { ...(await testFilesOf(vitest, suites)), harness: await filesOf(vitest, harness) };
      return testsOfChanged(changed, watched, files);
    },
    ofPrograms: async () => (await testFilesOf(vitest, suites)).suites.map(({ file }) => file),
  };
  addChanged(vitest, dependants.ofFiles);
  const progress = new Progress(plan, suites);
  replaceOwnReporter(vitest, (name, options) => {
    const status = () => progress.status();
    const reporter = new SuitesReporter({ project: suites, status, terse: name === 'agent', options });
    progress.tell(reporter.isTTY ? 'terminal' : 'now and then');
    return reporter;
  });
  const deadline = new Deadline(project, plan.settings.runLimit);
  const census = new Census(plan, suites, progress, { base });
  const played = new PlayedRunReporter(plan, suites, census);
  addReporters(
    vitest,
    [deadline, new Announcer(plan, problems), played, new DataWatch(dataOf(plan), dependants)],
    [progress, census],
  );
  return modules.map(({ name }) => dialectFile(name, dialects));
}

/** Of a run in shards, what this one plays; all shards play all suites, since whole suites are of very different length. */
async function ofShard(plan: Plan, project: TestProject, vitest: Vitest): Promise<Plan> {
  const { shard } = vitest.config;
  if (!shard) return plan;
  if (plan.recording) throw new UsageError('a recording is made in one piece: leave out --shard, or -u');
  playInEveryShard(vitest, (file) => file.project.name === project.name);
  addReporters(vitest, [{ onTestRunStart: (files) => allowShards(vitest, project, files) }], []);
  return { ...plan, shard: await shareOfRun(project, plan, shard, vitest.config.testNamePattern) };
}

/** A suite that is played alone is one test file, of which each shard plays a part. */
function allowShards(vitest: Vitest, project: TestProject, files: readonly TestSpecification[]): void {
  if (files.some((file) => file.project.name === project.name)) allowFewFiles(vitest);
}

/** Nothing is played where reports are merged: what there is to know comes from the shards. */
function configureMerging(root: string, suites: string, vitest: Vitest): void {
  replaceOwnReporter(
    vitest,
    (name, options) =>
      new SuitesReporter({ project: suites, status: () => 'merging', terse: name === 'agent', options }),
  );
  writeNoJobSummary(vitest);
  const settings = readSettings(root);
  const { expectedOutputs, snapshots, report, base, minimum } = settings;
  const older = readBase(settings);
  const merger = new ShardMerger(suites, { root, expectedOutputs, snapshots, report, base, minimum });
  addReporters(vitest, [merger], [new MergedCensus(suites, merger, older)]);
}

/** What runs are judged by and played with, and no module imports. */
function dataOf({ settings, candidate, references }: Plan): Data {
  const { expectedOutputs, snapshots, fixtures } = settings;
  return {
    folders: [expectedOutputs, fixtures, ...(snapshots === undefined ? [] : [snapshots])],
    programs: [
      ...(candidate.path === undefined ? [] : [candidate.path]),
      ...references.map(({ program }) => program),
    ],
  };
}

/** Test files of a project; none where `--project` leaves it out. */
async function filesOf({ projects }: Vitest, name: string | undefined): Promise<readonly string[]> {
  const project = projects.find((one) => one.name === name);
  return project ? (await project.globTestFiles()).testFiles : [];
}

/** Whether `--project` names a project. */
function isChosen({ config }: Vitest, name: string): boolean {
  return config.project.includes(name);
}
