/**
 * Plays the self-check again and again in one Vitest, as somebody does who presses `a` all day, beside a busy loop for
 * every core, and says of each round how it ended and how much memory was held: npx tsx helpers/testing/soak.ts [rounds]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { columns } from '../text/columns.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const VITEST = join(REPOSITORY, 'node_modules/vitest/vitest.mjs');

/** How much larger the memory may be at the end than after the first round. */
const GROWTH = 1.1;
const MIB = 2 ** 20;

interface Round {
  readonly verdict: string;
  readonly seconds: number;
  /** of the process that stays, bytes, when the round is over */
  readonly held: number;
  /** of all processes of the run together, bytes, at most */
  readonly peak: number;
}

const rounds = Number(process.argv[2] ?? 20);
const busy = Array.from({ length: availableParallelism() }, () => spawn('sh', ['-c', 'while :; do :; done']));
const vitest = spawn('script', ['-qec', `${process.execPath} ${VITEST} --project parity`, '/dev/null'], {
  cwd: REPOSITORY,
  env: { ...process.env, NO_COLOR: '1', TERM: 'dumb' },
  stdio: ['pipe', 'pipe', 'ignore'],
});
let printed = '';
vitest.stdout.on('data', (bytes: Buffer) => {
  printed += stripVTControlCharacters(bytes.toString());
});

const played: Round[] = [];
try {
  while (played.length < rounds) {
    const round = await playRound(vitest);
    played.push(round);
    const { verdict, seconds, held, peak } = round;
    const cells = [played.length, `${seconds.toFixed(0)} s`, `${mib(held)} MiB`, `${mib(peak)} MiB`, verdict];
    process.stdout.write(`${columns([cells.map(String)], 'rrrr')[0]}\n`);
  }
} finally {
  for (const child of [...busy, vitest]) child.kill('SIGKILL');
}
const verdicts = new Set(played.map(({ verdict }) => verdict));
const [first, last] = [played[0]?.held ?? 0, played.at(-1)?.held ?? 0];
const isFlat = last <= GROWTH * first;
process.stdout.write(
  `${verdicts.size} kinds of verdict; memory after the first round ${mib(first)} MiB, after the last ${mib(last)} MiB\n`,
);
process.exitCode = verdicts.size === 1 && / 0 diverged|^0 of /.test([...verdicts][0] ?? '') && isFlat ? 0 : 1;

async function playRound({ stdin, pid }: ChildProcess): Promise<Round> {
  const start = Date.now();
  printed = '';
  if (played.length > 0) stdin?.write('a');
  let peak = 0;
  let verdict: string | undefined;
  while (verdict === undefined) {
    await sleep(200);
    peak = Math.max(peak, sum(below(pid)));
    verdict = /^parity {2}(\d+ of \d+ judged.*|CANCELLED.*|.*nothing.*)$/m.exec(
      printed.replaceAll('\r', ''),
    )?.[1];
  }
  await sleep(500);
  const seconds = (Date.now() - start) / 1000;
  return { verdict, seconds, held: sum(below(pid)), peak };
}

function mib(bytes: number): string {
  return (bytes / MIB).toFixed(0);
}

/** Processes that a process has started, and those that they have. */
function below(pid: number | undefined): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(field(Number(name), 'PPid'))]),
  );
  const children = [...parents].flatMap(([child, parent]) => (parent === pid ? child : []));
  return children.flatMap((child) => [child, ...below(child)]);
}

function sum(processes: readonly number[]): number {
  return processes.reduce((total, pid) => total + 1024 * Number.parseInt(field(pid, 'VmRSS') || '0', 10), 0);
}

/** A field of /proc/PID/status; empty where the process has ended. */
function field(pid: number, name: string): string {
  try {
    return new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}
