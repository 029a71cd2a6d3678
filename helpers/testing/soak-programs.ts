/**
 * Runs programs one after the other as the steps of cases are, and says what this process and its starter hold meanwhile:
 * npx tsx helpers/testing/soak-programs.ts [programs]. Fails where that grows, or anything is still running at the end.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { run, runInTurn } from '../process/run.ts';
import { columns } from '../text/columns.ts';

const SITE = { cwd: '/', timeLimit: 60_000 } as const;
const STEP = { program: '/bin/true', args: [], timeLimit: 60_000 };
/** Programs of one message, as many as a case has steps at most. */
const STEPS = 5;
/** How often it is told. */
const LINES = 10;
/** Until then caches fill. */
const WARM = 5_000;
/** How much larger the memory may be at the end. */
const GROWTH = 1.1;

/** What a process holds. */
interface Held {
  /** MiB: of this process what is left after a collection, since V8 leaves garbage lying for as long as it can */
  readonly memory: number;
  readonly openFiles: number;
  readonly children: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heldInHeap(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

function heldBy(pid: number): Held {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return {
    memory: pid === process.pid ? heldInHeap() : Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024,
    openFiles: readdirSync(`/proc/${pid}/fd`).length,
    children: children.split(' ').filter((id) => id !== '').length,
  };
}

const programs = Number(process.argv[2] ?? 100_000);
const { stdout } = await run({ program: '/bin/sh', args: ['-c', 'echo $PPID'], ...SITE });
const pids = { 'this process': process.pid, 'its starter': Number(stdout) };

async function play(count: number): Promise<void> {
  for (let played = 0; played < count; played += STEPS) {
    const results = await runInTurn(Array(STEPS).fill(STEP), SITE);
    const wrong = results.find(({ ending }) => ending.kind !== 'exited' || ending.code !== 0);
    if (wrong || results.length !== STEPS) throw new Error(`not as it should be: ${JSON.stringify(results)}`);
  }
}

function held(): Map<string, Held> {
  return new Map(Object.entries(pids).map(([name, pid]) => [name, heldBy(pid)]));
}

await play(WARM);
const before = held();
const begun = Date.now();
for (let line = 1; line <= LINES; line++) {
  await play(programs / LINES);
  const cells = [...held()].flatMap(([name, { memory, openFiles, children }]) => [
    `${name}:`,
    `${memory.toFixed(1)} MiB`,
    `${openFiles} files`,
    `${children} children`,
  ]);
  const done = Math.round((programs / LINES) * line);
  process.stdout.write(`${columns([[`${done}`, ...cells]], 'rlrrrlrrr')[0]}\n`);
}
const each = (Date.now() - begun) / programs;
process.stdout.write(`${each.toFixed(2)} ms a program\n`);
const grown = [...held()].filter(([name, now]) => {
  const was = before.get(name);
  return (
    was && (now.memory > was.memory * GROWTH || now.openFiles > was.openFiles || now.children > was.children)
  );
});
if (grown.length > 0) throw new Error(`grown: ${grown.map(([name]) => name).join(' and ')}`);
