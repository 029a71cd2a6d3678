import type { TestProject, Vitest } from 'vitest/node';
import { DIALECTS, dialectFile, loadDialects } from '../dialects/finding/load-dialect.ts';
import { makePlan } from '../plan/make-plan.ts';
import { testsOfChanged } from '../plan/tests-of-changed.ts';
import { Announcer } from './announcer.ts';
import { Census } from './census-reporter.ts';
import { Deadline } from './deadline-reporter.ts';
import { importBuilt } from './import-built.ts';
import { Progress } from './progress-reporter.ts';
import { testFilesOf } from './suites-of.ts';
import { SuitesReporter } from './suites-reporter.ts';
import { restoreSwallowedFilter } from './swallowed-filter.ts';
import {
  addChanged,
  addReporters,
  replaceOwnReporter,
  updateModeOfConfig,
  writeNoSnapshots,
} from './vitest-internals.ts';

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
  restoreSwallowedFilter(vitest);
  // A plain local run would write missing review pages; only `-u` may.
  if (!recording) writeNoSnapshots(vitest, project);
  const modules = await loadDialects(dialects, importBuilt);
  // Every command that reproduces a cell names it: what it left is there for whoever plays it again.
  const oldKept = vitest.config.testNamePattern === undefined ? 'sweep' : 'leave';
  const found = { folder: dialects, modules };
  const { plan, problems } = await makePlan(root, found, recording, oldKept);
  project.provide('parity', plan);
  addChanged(vitest, async (changed) => {
    const watched = { ...plan.settings, dialects, openers: await openers() };
    const files = { ...(await testFilesOf(vitest, suites)), harness: await filesOf(vitest, harness) };
    return testsOfChanged(changed, watched, files);
  });
  const progress = new Progress(plan, suites);
  replaceOwnReporter(vitest, (name, options) => {
    const status = () => progress.status();
    const reporter = new SuitesReporter({ project: suites, status, terse: name === 'agent', options });
    progress.tell(reporter.isTTY ? 'terminal' : 'now and then');
    return reporter;
  });
  const deadline = new Deadline(project, plan.settings.runLimit);
  const census = new Census(plan, suites, progress);
  addReporters(vitest, [deadline, new Announcer(plan, problems)], [progress, census]);
  return modules.map(({ name }) => dialectFile(name, dialects));
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
