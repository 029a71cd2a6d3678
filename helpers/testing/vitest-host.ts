import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fixedEnvironment } from '../process/run.ts';
import type { Answer, Asked } from './vitest-host.mjs';

const ENTRY = join(import.meta.dirname, 'vitest-host.mjs');

/** Runs of one process: what a run keeps until its process ends is not to pile up. */
const RUNS = 12;

/** A process that runs Vitest, one run at a time. */
interface Host {
  readonly child: ChildProcess;
  /** runs that it has still to do before another takes its place */
  left: number;
}

/** Those that are at no run. */
const idle: Host[] = [];

/** Those that have been told to end and may not have done so yet. */
const ending = new Set<Promise<void>>();

/**
 * Runs Vitest in a process that has run it before, if one is free (measured with 5 cells: 1.0 s of CPU, and 1.9 in a process
 * of its own).
 *
 * @param timeLimit milliseconds
 * @throws Error where the process ends before the run does, or the run does not end
 */
export async function runInHost(asked: Asked, timeLimit: number): Promise<Answer> {
  const host = idle.pop() ?? start(asked);
  const answer = await answerOf(host.child, asked, timeLimit);
  host.left -= 1;
  if (host.left > 0) idle.push(host);
  else end(host);
  return answer;
}

/** Ends the processes that have run Vitest, which is when a run has left what it leaves. */
export async function endHosts(): Promise<void> {
  for (const host of idle.splice(0)) end(host);
  await Promise.all(ending);
}

function end({ child }: Host): void {
  child.ref();
  const ended = once(child, 'exit').then(() => void ending.delete(ended));
  ending.add(ended);
  child.disconnect();
}

function start({ env }: Asked): Host {
  // Of this run of Vitest nothing is to be seen in there.
  const { PATH = '' } = env;
  // What ends such a process at the wrong time is printed where it is seen.
  const child = fork(ENTRY, [], {
    env: { ...fixedEnvironment({ PATH }), NO_COLOR: '1' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return { child, left: RUNS };
}

function answerOf(child: ChildProcess, asked: Asked, timeLimit: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), timeLimit);
    const settle = () => {
      clearTimeout(timer);
      child.off('exit', died).off('message', answered);
      // It is not what keeps this process from ending.
      child.unref();
      child.channel?.unref();
    };
    const died = (code: number | null, signal: string | null) => {
      settle();
      reject(new Error(`Vitest ended by ${signal ?? `exit code ${code}`} in vitest ${asked.args.join(' ')}`));
    };
    const answered = (answer: unknown) => {
      settle();
      resolve(answer as Answer);
    };
    child.ref();
    child.channel?.ref();
    child.on('exit', died).on('message', answered);
    child.send(asked);
  });
}
