import { allProcesses, below, textOf } from './processes.ts';

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
    const rss = sumOf(
      there.map(({ pid }) => textOf(`/proc/${pid}/status`)),
      'VmRSS',
    );
    if (rss < NEAR_PEAK * this.#rss) return;
    // Of one moment, since programs come and go.
    const texts = there.map(({ pid }) => textOf(`/proc/${pid}/smaps_rollup`));
    this.#rss = Math.max(this.#rss, rss, sumOf(texts, 'Rss'));
    this.#pss = Math.max(this.#pss, sumOf(texts, 'Pss'));
  }
}

/** The sum of a field of files that /proc has of processes, bytes. */
function sumOf(texts: readonly string[], field: string): number {
  const pattern = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm');
  return 1024 * texts.reduce((sum, text) => sum + Number(pattern.exec(text)?.[1] ?? 0), 0);
}
