import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { $, ProcessOutput } from 'zx';
import { killGroup } from './starter/kill-group.mjs';

/** What a program did. A non-zero exit is a result like any other. */
export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program whose output is read while it runs. */
export interface Streaming {
  readonly stdout: Readable;
  /** why it failed, or undefined once it has ended well */
  readonly failure: Promise<string | undefined>;
}

/** Thrown instead of starting anything once the commands have been given up. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
  }
}

/** What the commands of one run share, whatever their time limits. */
interface Shared {
  /** folder for the temporary files of programs, if they have one of their own */
  temporary?: string;
  /** leaders of the groups that are running now */
  readonly groups: Set<number>;
  givenUp: boolean;
}

/** Until when programs may run, and the error where one is not done by then. */
interface Limit {
  readonly end: number;
  readonly late: Error;
}

/** How long programs may take to end what they have started themselves, and killed ones to be gone; milliseconds. */
const TERM_LIMIT = 2_000;
const KILL_LIMIT = 2_000;

/**
 * Starts the programs of one run, in this process's own environment and untranslated, since apt's messages are read.
 * Each leads a process group (`detached`), because apt-get has workers of its own (http, gpgv) that have to end with
 * it, and because a terminal's Ctrl-C then reaches only this process.
 */
export class Commands {
  readonly #shared: Shared = {
    groups: new Set(),
    givenUp: false,
  };
  readonly #limit: Limit | undefined;

  constructor(shared?: Shared, limit?: Limit) {
    if (shared) this.#shared = shared;
    this.#limit = limit;
  }

  /** The same commands, of which {@link run} ends those that are not done within some milliseconds from now on. */
  within(limit: number, late: Error): Commands {
    return new Commands(this.#shared, { end: Date.now() + limit, late });
  }

  /** From now on what is started has a folder for its temporary files: a killed apt leaves some behind (apt.conf.*). */
  workIn(temporary: string): void {
    this.#shared.temporary = temporary;
  }

  /** @throws Interrupted once the commands have been given up: for what must not be done any more then */
  goOn(): void {
    if (this.#shared.givenUp) throw new Interrupted();
  }

  /** Runs a program to its end. @throws Interrupted once the commands have been given up, and the error of {@link within} */
  async run(argv: readonly string[], cwd?: string): Promise<Result> {
    this.goOn();
    const limit = this.#limit;
    if (limit && Date.now() >= limit.end) throw limit.late;
    const child = $({
      quiet: true,
      nothrow: true,
      detached: true,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    })`${argv}`;
    const { pid } = child;
    if (pid !== undefined) this.#shared.groups.add(pid);
    const ended = new AbortController();
    const cut = limit && new Cut(limit, pid, ended.signal);
    try {
      const { exitCode, stdout, stderr } = await (cut ? Promise.race([child, cut.done]) : child);
      this.goOn();
      if (cut?.begun) throw cut.late;
      return { code: exitCode, stdout, stderr };
    } catch (error) {
      if (error instanceof ProcessOutput)
        return { code: error.exitCode, stdout: error.stdout, stderr: error.stderr };
      throw error;
    } finally {
      ended.abort();
      if (pid !== undefined) {
        // What a program leaves running in its group is not to outlive it.
        killGroup(pid);
        this.#shared.groups.delete(pid);
      }
    }
  }

  /** Asked for each program: what a guardian knows programs by is in this process's own environment. */
  get #environment(): NodeJS.ProcessEnv {
    const { temporary } = this.#shared;
    return {
      ...process.env,
      ...(temporary === undefined ? {} : { TMPDIR: temporary }),
      LC_ALL: 'C',
      LANGUAGE: '',
    };
  }

  /** Runs a program that has to succeed. @returns its output @throws Error in the program's own words */
  async mustRun(argv: readonly string[], cwd?: string): Promise<string> {
    const result = await this.run(argv, cwd);
    if (result.code !== 0) throw new Error(`${argv[0]}: ${lastError(result)}`);
    return result.stdout;
  }

  /** Starts a program whose output is too large to hold. zx collects all of it, so this is Node's own spawn. */
  stream(argv: readonly [string, ...string[]], cwd?: string): Streaming {
    this.goOn();
    const [program, ...rest] = argv;
    const child = spawn(program, rest, {
      detached: true,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'ignore'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    const { pid } = child;
    if (pid !== undefined) this.#shared.groups.add(pid);
    const failure = new Promise<string | undefined>((done, failed) => {
      child.once('error', (error) => done(error.message));
      child.once('close', (code) => {
        if (pid !== undefined) this.#shared.groups.delete(pid);
        if (this.#shared.givenUp) failed(new Interrupted());
        else done(code === 0 ? undefined : `${program} failed with exit code ${code}`);
      });
    });
    return { stdout: child.stdout, failure };
  }

  /**
   * Ends what is running, workers included, and waits until it is gone; nothing can be started afterwards. It is asked to
   * end before it is killed, since ninja gives every compiler a group of its own, which only ninja can end.
   */
  async giveUp(): Promise<void> {
    this.#shared.givenUp = true;
    const leaders = [...this.#shared.groups];
    for (const leader of leaders) killGroup(leader, 'SIGTERM');
    await this.#gone(TERM_LIMIT);
    for (const leader of leaders) killGroup(leader);
    await this.#gone(KILL_LIMIT);
  }

  /** Waits until nothing is running, at most so many milliseconds. */
  async #gone(limit: number): Promise<void> {
    for (const end = Date.now() + limit; this.#shared.groups.size > 0 && Date.now() < end; ) await sleep(20);
  }
}

/** The end of a program at its limit. */
class Cut {
  readonly late: Error;
  /** fails once the program was killed: what has left its group, and holds its output open, is not waited for */
  readonly done: Promise<never>;
  begun = false;

  constructor(limit: Limit, leader: number | undefined, signal: AbortSignal) {
    this.late = limit.late;
    this.done = this.#make(limit, leader, signal);
  }

  async #make({ end, late }: Limit, leader: number | undefined, signal: AbortSignal): Promise<never> {
    await sleep(end - Date.now(), undefined, { signal });
    this.begun = true;
    if (leader !== undefined) {
      killGroup(leader, 'SIGTERM');
      await sleep(TERM_LIMIT, undefined, { signal }).catch(() => undefined);
      killGroup(leader);
    }
    throw late;
  }
}

/** The line of a failed program's output that says most: its last error, else its last line. */
export function lastError({ code, stderr }: Result): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((text) => /^(E:|[\w./-]+: error)/.test(text)) ?? lines.at(-1);
  return line?.replace(/^E:\s*/, '').trim() ?? `failed with exit code ${code}`;
}
