import { ACTIONS } from './actions.ts';
import { type Expression, partsOf } from './expression.ts';
import { condition, expressionsIn } from './interpolate.ts';
import { type Job, needsOf, type Step, type Workflow } from './workflow.ts';

const OF_WORKFLOW = ['name', 'on', 'permissions', 'concurrency', 'defaults', 'env', 'jobs'];
const OF_JOB = [
  ...['name', 'needs', 'if', 'runs-on', 'container', 'permissions', 'timeout-minutes', 'strategy'],
  ...['env', 'outputs', 'steps'],
];
const OF_STEP = ['name', 'id', 'if', 'env', 'run', 'working-directory', 'uses', 'with'];
const EVENTS = ['pull_request', 'push', 'schedule', 'workflow_dispatch'];
const PERMISSIONS = ['actions', 'contents', 'pull-requests'];
/** What expressions may ask of, and where: before a job has a runner there is less. */
const OF_RUN = ['github', 'inputs', 'vars'];
const BEFORE_JOB = [...OF_RUN, 'needs'];
const IN_JOB = [...BEFORE_JOB, 'env', 'runner', 'steps'];
const STATUS = ['always', 'cancelled', 'failure', 'success'];
const IN_STEP = [...STATUS, 'hashFiles'];
const OF_RESULT = ['outcome', 'conclusion'];

/**
 * What GitHub would refuse in a workflow, or take for something else than was meant, and what we do not want in one;
 * as far as it can be seen without GitHub.
 *
 * @returns a line for each
 */
export function problemsOf(workflow: Workflow): string[] {
  const jobs = Object.entries(workflow.jobs);
  return [
    ...unknown('the workflow', workflow, OF_WORKFLOW),
    ...unknown('on', workflow.on, EVENTS),
    ...wrongPermissions('the workflow', workflow.permissions),
    ...(workflow.defaults?.run?.shell === 'bash' ? [] : ['the shell is not bash, so a pipe may fail unseen']),
    ...Object.values({ ...workflow.env, ...workflow.concurrency }).flatMap((value) =>
      wrongExpressions('the workflow', String(value), { ...NOTHING, contexts: OF_RUN }),
    ),
    ...jobs.flatMap(([name, job]) => problemsOfJob(name, job, workflow)),
  ];
}

function problemsOfJob(name: string, job: Job, { jobs }: Workflow): string[] {
  const ids = job.steps.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  const needs = needsOf(job);
  const strangers = needs.filter((needed) => !Object.hasOwn(jobs, needed));
  const known: Known = {
    ...NOTHING,
    contexts: BEFORE_JOB,
    needs: strangers.length > 0 ? [] : needs.map((needed) => [needed, jobs[needed]] as const),
  };
  const inJob: Known = { ...known, contexts: IN_JOB };
  return [
    ...unknown(name, job, OF_JOB),
    ...(job['timeout-minutes'] === undefined ? [`${name} has no timeout-minutes`] : []),
    ...(job.permissions === undefined ? [`${name} has no permissions`] : []),
    ...wrongPermissions(name, job.permissions),
    ...strangers.map((needed) => `${name} needs ${needed}, which there is not`),
    ...twice.map((id) => `${name} has two steps of the id ${id}`),
    ...values(job.env).flatMap((text) => wrongExpressions(name, text, known)),
    ...values(job.outputs).flatMap((text) => wrongExpressions(name, text, { ...inJob, steps: job.steps })),
    ...(job.if === undefined ? [] : wrongCondition(`if of ${name}`, job.if, { ...known, functions: STATUS })),
    ...job.steps.flatMap((step, at) => {
      const before = { ...inJob, functions: IN_STEP, steps: job.steps.slice(0, at) };
      return problemsOfStep(`${name}: ${step.name ?? `step ${at + 1}`}`, step, before);
    }),
  ];
}

/** What expressions may ask of. */
interface Known {
  readonly contexts: readonly string[];
  readonly functions: readonly string[];
  readonly steps: readonly Step[];
  readonly needs: readonly (readonly [string, Job | undefined])[];
}

const NOTHING: Known = { contexts: [], functions: [], steps: [], needs: [] };

function values(of: object = {}): string[] {
  return Object.values(of).map(String);
}

function problemsOfStep(where: string, step: Step, known: Known): string[] {
  const { run, uses } = step;
  return [
    ...unknown(where, step, OF_STEP),
    ...(step.name === undefined ? [`${where} has no name`] : []),
    ...((run === undefined) === (uses === undefined) ? [`${where} has to have either run or uses`] : []),
    ...(run?.includes('${{')
      ? [`${where}: an expression in a script lets who names a branch run what he likes`]
      : []),
    ...(run === undefined ? [] : unknownOutputs(where, step)),
    ...(uses === undefined ? [] : wrongUse(where, uses, step)),
    ...[...values(step.env), ...values(step.with)].flatMap((text) => wrongExpressions(where, text, known)),
    ...wrongExpressions(where, step['working-directory'] ?? '', known),
    ...(step.if === undefined ? [] : wrongCondition(where, step.if, known)),
  ];
}

function wrongUse(where: string, uses: string, { with: given = {} }: Step): string[] {
  const action = ACTIONS[uses];
  if (!action) return [`${where}: of ${uses} nothing is known`];
  return [
    ...unknown(`${where}: with`, given, action.inputs),
    ...action.needs.filter((name) => !(name in given)).map((name) => `${where} has to say ${name}`),
  ];
}

/** A script without an id may have outputs, but nobody can ask for them. */
function unknownOutputs(where: string, { id, run = '' }: Step): string[] {
  return id === undefined && run.includes('GITHUB_OUTPUT') ? [`${where} has outputs and no id`] : [];
}

function wrongCondition(where: string, text: string, known: Known): string[] {
  return attempt(where, () => [condition(text)], known);
}

function wrongExpressions(where: string, text: string, known: Known): string[] {
  return attempt(where, () => expressionsIn(text), known);
}

function attempt(where: string, read: () => Expression[], known: Known): string[] {
  try {
    return read()
      .flatMap(partsOf)
      .flatMap((part) => wrongPart(part, known))
      .map((problem) => `${where}: ${problem}`);
  } catch (error) {
    return [`${where}: ${error instanceof Error ? error.message : error}`];
  }
}

function wrongPart(part: Expression, { contexts, functions, steps, needs }: Known): string[] {
  if (part.kind === 'call') return functions.includes(part.name) ? [] : [`there is no function ${part.name}`];
  if (part.kind !== 'path') return [];
  const [context = '', of = '', what = '', output = ''] = part.path;
  const nothing = [`there is no ${part.path.join('.')}`];
  if (!contexts.includes(context)) return nothing;
  if (context === 'needs') {
    const job = needs.find(([name]) => name === of)?.[1];
    return job && (what === 'result' || (what === 'outputs' && output in (job.outputs ?? {}))) ? [] : nothing;
  }
  if (context !== 'steps') return [];
  const step = steps.find(({ id }) => id === of);
  if (!step) return nothing;
  return OF_RESULT.includes(what) || (what === 'outputs' && gives(step, output)) ? [] : nothing;
}

/** Whether a step may set an output: an action that says so, a script in which it is spelled out. */
function gives({ run, uses = '' }: Step, output: string): boolean {
  if (run === undefined) return ACTIONS[uses]?.outputs.includes(output) ?? false;
  return run.split('\n').some((line) => line.includes(`${output}=`) && line.includes('GITHUB_OUTPUT'));
}

function wrongPermissions(where: string, permissions: Workflow['permissions']): string[] {
  return Object.entries(permissions ?? {}).flatMap(([name, level]) =>
    PERMISSIONS.includes(name) && ['read', 'write'].includes(level)
      ? []
      : [`${where}: there is no permission ${name}: ${level}`],
  );
}

function unknown(where: string, of: object, names: readonly string[]): string[] {
  return Object.keys(of)
    .filter((name) => !names.includes(name))
    .map((name) => `${where}: nothing is known of ${name}`);
}
