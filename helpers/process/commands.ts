import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { $, ProcessOutput } from 'zx';
import { killGroup } from './kill-group.ts';

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

/** How long programs may take to end what they have started themselves, and killed ones to be gone; milliseconds. */
const TERM_LIMIT = 2_000;
const KILL_LIMIT = 2_000;

/**
 * Starts the programs of one run, in this process's own environment and untranslated, since apt's messages are read.
 * Each leads a process group (`detached`), because apt-get has workers of its own (http, gpgv) that have to end with
 * it, and because a terminal's Ctrl-C then reaches only this process.
 */
export class Commands {
  readonly #environment: NodeJS.ProcessEnv;
  /** leaders of the groups that are running now */
  readonly #groups = new Set<number>();
  #givenUp = false;

  /** @param temporary folder for the programs' temporary files: a killed apt leaves some behind (apt.conf.*) */
  constructor(temporary?: string) {
    this.#environment = {
      ...process.env,
      ...(temporary === undefined ? {} : { TMPDIR: temporary }),
      LC_ALL: 'C',
      LANGUAGE: '',
    };
  }

  /** Runs a program to its end. @throws Interrupted once the commands have been given up */
  async run(argv: readonly string[], cwd?: string): Promise<Result> {
    if (this.#givenUp) throw new Interrupted();
    const child = $({
      quiet: true,
      nothrow: true,
      detached: true,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    })`${argv}`;
    const { pid } = child;
    if (pid !== undefined) this.#groups.add(pid);
    try {
      const { exitCode, stdout, stderr } = await child;
      if (this.#givenUp) throw new Interrupted();
      return { code: exitCode, stdout, stderr };
    } catch (error) {
      if (error instanceof ProcessOutput)
        return { code: error.exitCode, stdout: error.stdout, stderr: error.stderr };
      throw error;
    } finally {
      if (pid !== undefined) this.#groups.delete(pid);
    }
  }

  /** Runs a program that has to succeed. @returns its output @throws Error in the program's own words */
  async mustRun(argv: readonly string[], cwd?: string): Promise<string> {
    const result = await this.run(argv, cwd);
    if (result.code !== 0) throw new Error(`${argv[0]}: ${lastError(result)}`);
    return result.stdout;
  }

  /** Starts a program whose output is too large to hold. zx collects all of it, so this is Node's own spawn. */
  stream(argv: readonly [string, ...string[]], cwd?: string): Streaming {
    if (this.#givenUp) throw new Interrupted();
    const [program, ...rest] = argv;
    const child = spawn(program, rest, {
      detached: true,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'ignore'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    const { pid } = child;
    if (pid !== undefined) this.#groups.add(pid);
    const failure = new Promise<string | undefined>((done, failed) => {
      child.once('error', (error) => done(error.message));
      child.once('close', (code) => {
        if (pid !== undefined) this.#groups.delete(pid);
        if (this.#givenUp) failed(new Interrupted());
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
    this.#givenUp = true;
    const leaders = [...this.#groups];
    for (const leader of leaders) killGroup(leader, 'SIGTERM');
    await this.#gone(TERM_LIMIT);
    for (const leader of leaders) killGroup(leader);
    await this.#gone(KILL_LIMIT);
  }

  /** Waits until nothing is running, at most so many milliseconds. */
  async #gone(limit: number): Promise<void> {
    for (const end = Date.now() + limit; this.#groups.size > 0 && Date.now() < end; ) await sleep(20);
  }
}

/** The line of a failed program's output that says most: its last error, else its last line. */
export function lastError({ code, stderr }: Result): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((text) => /^(E:|[\w./-]+: error)/.test(text)) ?? lines.at(-1);
  return line?.replace(/^E:\s*/, '').trim() ?? `failed with exit code ${code}`;
}
