import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Invocation, ProgramResult } from './run.ts';
import { Alarm } from './starter/alarm.mjs';
import { killStartedBy } from './starter/left-behind.mjs';
import type { Place } from './starter/run-program.mjs';
import type { Answer, Batch, Cancel } from './starter/starter.mjs';

const ENTRY = join(import.meta.dirname, 'starter/starter.mjs');

/** Of V8's space for what is soon forgotten, 1 MiB instead of 16, three times: a starter of 60 MB and not of 100. */
const SMALL = ['--max-semi-space-size=1'];

/** What the programs of a starter may use up; none: unlimited. */
export interface StarterLimits {
  /** bytes of address space */
  readonly memory?: number | undefined;
  /** bytes of one file's length */
  readonly file?: number | undefined;
}

/** Thrown instead of what became of programs, where the process is gone that was to start them. */
export class StarterDied extends Error {}

/** A program may have stopped it; milliseconds. */
const SILENCE = 20_000;

interface Pending {
  readonly place: Place;
  readonly done: (results: readonly ProgramResult[]) => void;
  readonly failed: (error: Error) => void;
}

/**
 * A process that starts programs for this one. This one may be large, and starting a program forks, which copies the page
 * tables (measured: 4.1 ms from 200 MB; a starter, of 60 MB, takes 1.3 ms for a program with all that it does).
 */
export class Starter {
  readonly #child: ChildProcess;
  readonly #silence: number;
  readonly #pending = new Map<number, Pending>();
  #count = 0;
  #isAlive = true;

  private constructor(child: ChildProcess, silence: number) {
    this.#child = child;
    this.#silence = silence;
    child.on('message', ({ id, results }: Answer) => {
      this.#settle(id)?.done(results);
    });
    child.once('exit', (code, signal) => void this.#died(signal ?? `exit code ${code}`));
    this.#letGo();
  }

  /**
   * Starts one, and waits until it is ready.
   *
   * @param silence how long it may be silent beyond what its programs may take, before it is taken for dead; milliseconds
   * @throws Error where it cannot be started, or be limited
   */
  static async start(limits: StarterLimits, silence = SILENCE): Promise<Starter> {
    const [program = '', ...args] = [...limiting(limits), process.execPath, ...SMALL, ENTRY];
    // A group of its own: what ends this process, as Ctrl-C does, is not to end it before its programs.
    const child = spawn(program, args, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
    await new Promise<void>((ready, failed) => {
      child.once('message', () => ready());
      child.once('error', failed);
      child.once('close', (code, signal) =>
        failed(new Error(said.trim() || `it ended with ${signal ?? code}`)),
      );
    }).catch((error: Error) => {
      throw new Error(`cannot start ${[program, ...args].join(' ')}: ${error.message}`);
    });
    child.removeAllListeners();
    child.stderr?.destroy();
    return new Starter(child, silence);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /**
   * Runs programs one after the other, until one does not exit with 0.
   *
   * @throws StarterDied where the starter is gone before they are done
   */
  async run(
    programs: readonly Invocation[],
    place: Place,
    signal: AbortSignal | undefined,
  ): Promise<readonly ProgramResult[]> {
    if (!this.#isAlive) throw new StarterDied('the process that starts programs was ended');
    const id = ++this.#count;
    const cancel = () => this.#send({ cancel: id });
    signal?.addEventListener('abort', cancel, { once: true });
    const most = programs.reduce((sum, { timeLimit }) => sum + timeLimit, this.#silence);
    const watch = new Alarm(most, () => this.#child.kill('SIGKILL'));
    try {
      return await new Promise((done, failed) => {
        this.#hold();
        this.#pending.set(id, { place, done, failed });
        this.#send({ id, programs, place });
      });
    } finally {
      watch.cancel();
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Has it end, unless something is running: what it holds is of use to others. */
  end(): void {
    if (this.#pending.size > 0 || !this.#isAlive) return;
    this.#isAlive = false;
    this.#child.disconnect();
  }

  #send(message: Batch | Cancel): void {
    // Where it is gone that is told by its end.
    this.#child.send(message, () => undefined);
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#letGo();
    return pending;
  }

  /** What it has started is nobody's any more. */
  async #died(how: string): Promise<void> {
    this.#isAlive = false;
    const leader = this.#child.pid ?? 0;
    const error = new StarterDied(`the process that starts programs has died (${how})`);
    for (const id of [...this.#pending.keys()]) {
      const pending = this.#settle(id);
      if (!pending) continue;
      const { entry, ownFolder: folder } = pending.place;
      void killStartedBy({ leader, entry, folder }).then(() => pending.failed(error));
    }
  }

  /** While something runs, this process does not end. */
  #hold(): void {
    this.#child.ref();
    this.#child.channel?.ref();
  }

  #letGo(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }
}

/** The program that limits another, with its options; nothing where there is no limit. */
function limiting({ memory, file }: StarterLimits): string[] {
  const limits = [
    ...(memory === undefined ? [] : [`--as=${memory}`]),
    // The soft limit: what programs meet.
    ...(file === undefined ? [] : [`--fsize=${file === Number.POSITIVE_INFINITY ? 'unlimited' : file}:`]),
  ];
  return limits.length === 0 ? [] : ['prlimit', ...limits];
}
