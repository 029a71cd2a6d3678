import type { RunnerTask, RunnerTestFile, RunnerTestSuite } from 'vitest';
import { groupBy } from '../files/group-by.ts';

type Result = NonNullable<RunnerTask['result']>;

/**
 * Makes one test file of those of its shards, with the tests of all in the order of the tables. A test that was left to
 * another shard gives way to the one that was played.
 *
 * @param parts the same file of each shard; they are used up
 */
export function mergeFiles(parts: readonly RunnerTestFile[]): RunnerTestFile {
  const [file] = parts;
  if (!file) throw new Error('there is nothing to merge');
  const merged: RunnerTestFile = {
    ...file,
    ...mergedState(parts),
    tasks: mergeTasks(parts.map(({ tasks }) => tasks)),
    collectDuration: sum(parts, ({ collectDuration }) => collectDuration),
    setupDuration: sum(parts, ({ setupDuration }) => setupDuration),
  };
  merged.file = merged;
  adopt(merged, merged);
  return merged;
}

function mergeTasks(lists: readonly (readonly RunnerTask[])[]): RunnerTask[] {
  const named = lists.flatMap((tasks) => {
    const seen = new Map<string, number>();
    return tasks.map((task) => {
      const name = `${task.type} ${task.name}`;
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      return { key: `${name} ${times}`, task };
    });
  });
  const merged = [...groupBy(named, ({ key }) => key).values()].map((same) =>
    mergeSame(same.map(({ task }) => task)),
  );
  // A stable order: what has no place stays behind the cases, where it was.
  return merged.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : Number(placeOf(a) > placeOf(b))));
}

/** Tasks of one name: parts of one suite, or one test that somebody played, or all: it failed where it failed in any shard. */
function mergeSame(tasks: readonly RunnerTask[]): RunnerTask {
  const suites = tasks.filter((task) => task.type === 'suite');
  const [suite] = suites;
  const played = tasks.filter(({ meta }) => meta.parityLeft !== true);
  const failed = played.find(({ result }) => result?.state === 'fail');
  if (!suite) return (failed ?? played[0] ?? tasks[0]) as RunnerTask;
  return { ...suite, ...mergedState(suites), tasks: mergeTasks(suites.map((one) => one.tasks)) };
}

/** How the parts of a suite ended together. */
function mergedState(parts: readonly RunnerTestSuite[]): Pick<RunnerTestSuite, 'mode' | 'result'> {
  const [first] = parts;
  const results = parts.flatMap(({ result }) => result ?? []);
  const states = results.map(({ state }) => state);
  const state = (['fail', 'run', 'pass'] as const).find((each) => states.includes(each)) ?? states[0];
  const mode = parts.find((part) => part.mode === 'run')?.mode ?? first?.mode ?? 'run';
  if (state === undefined) return { mode };
  const errors = results.flatMap((result) => result.errors ?? []);
  const result: Result = {
    ...results[0],
    state,
    startTime: Math.min(...results.map(({ startTime }) => startTime ?? Number.POSITIVE_INFINITY)),
    duration: sum(results, ({ duration }) => duration),
    ...(errors.length > 0 ? { errors } : {}),
  };
  return { mode, result };
}

/** Tells tasks whose they are now, and gives them the ids that Vitest would have given them there. */
function adopt(parent: RunnerTestSuite, file: RunnerTestFile): void {
  for (const [at, task] of parent.tasks.entries()) {
    task.id = `${parent.id}_${at}`;
    task.file = file;
    if (task.suite !== undefined) task.suite = parent;
    if (task.type === 'suite') adopt(task, file);
  }
}

function placeOf(task: RunnerTask): number {
  if (task.type === 'test') return task.meta.parityPlace ?? Number.POSITIVE_INFINITY;
  return Math.min(Number.POSITIVE_INFINITY, ...task.tasks.map(placeOf));
}

function sum<T>(parts: readonly T[], of: (part: T) => number | undefined): number {
  return parts.reduce((all, part) => all + (of(part) ?? 0), 0);
}
