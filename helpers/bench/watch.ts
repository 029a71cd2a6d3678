import { allProcesses, below, type ProcessState, textOf } from './processes.ts';

/** Bytes that the processes of a run have held together, at most. */
export interface Memory {
  /** what is shared is counted in each */
  readonly rss: number;
  /** what is shared is counted once, in parts (proc(5), smaps_rollup) */
  readonly pss: number;
}

/** What was seen of a run while it ran. */
export interface Seen {
  readonly memory: Memory;
  /** process id -> CPU of its own when it was last seen, seconds: of who was killed before it could tell */
  readonly cpu: ReadonlyMap<number, number>;
}

/** How often is looked, milliseconds: what the looking takes is about a hundredth of a core. */
const PAUSE = 250;

/** From which part of the most that was seen so far the dearer look at what is shared is worth it. */
const NEAR_PEAK = 0.97;

/** Looks at everything that this process has started since, until it is told to stop. */
export class Watch {
  readonly #before = new Set(below(process.pid, allProcesses()).map(({ pid }) => pid));
  readonly #cpu = new Map<number, number>();
  readonly #timer = setInterval(() => this.#look(), PAUSE);
  #rss = 0;
  #pss = 0;

  stop(): Seen {
    clearInterval(this.#timer);
    return { memory: { rss: this.#rss, pss: this.#pss }, cpu: this.#cpu };
  }

  #look(): void {
    const there = below(process.pid, allProcesses()).filter(({ pid }) => !this.#before.has(pid));
    for (const { pid, cpu } of there) this.#cpu.set(pid, cpu);
    const rss = sumOf(there, 'status', 'VmRSS');
    if (rss >= NEAR_PEAK * this.#rss) this.#pss = Math.max(this.#pss, sumOf(there, 'smaps_rollup', 'Pss'));
    this.#rss = Math.max(this.#rss, rss);
  }
}

/** The sum of a field of a file in /proc/PID, bytes. */
function sumOf(processes: readonly ProcessState[], file: 'status' | 'smaps_rollup', field: string): number {
  const pattern = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm');
  const kib = processes.map(({ pid }) => Number(pattern.exec(textOf(`/proc/${pid}/${file}`))?.[1] ?? 0));
  return 1024 * kib.reduce((sum, part) => sum + part, 0);
}
