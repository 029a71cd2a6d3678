import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/** A cgroup of version 2 (cgroups(7)) for one run, which counts the CPU of everything in it, whoever has waited for it. */
export class Cgroup {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Makes one below that of this process; undefined where none may be made, as in most containers. */
  static make(): Cgroup | undefined {
    try {
      const mounted = / (\S+) cgroup2 /.exec(readFileSync('/proc/mounts', 'utf8'))?.[1];
      const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
      if (mounted === undefined || own === undefined) return undefined;
      const path = join(mounted, own, `bench-${process.pid}`);
      mkdirSync(path);
      const cgroup = new Cgroup(path);
      if (cgroup.cpu !== undefined) return cgroup;
      cgroup.remove();
    } catch {
      // It is somebody else's.
    }
    return undefined;
  }

  /** User and system time of what is or was in it, seconds; undefined where the kernel does not count it. */
  get cpu(): number | undefined {
    const usec = /^usage_usec (\d+)$/m.exec(readFileSync(join(this.#path, 'cpu.stat'), 'utf8'))?.[1];
    return usec === undefined ? undefined : Number(usec) / 1e6;
  }

  /** A command line that joins it first. */
  around(argv: readonly string[]): string[] {
    return ['sh', '-c', 'echo $$ >"$0/cgroup.procs" && exec "$@"', this.#path, ...argv];
  }

  /** Removes it, with those that guardians have left in it; one in which something is still running stays. */
  remove(): void {
    for (const name of readdirSync(this.#path, { withFileTypes: true })) {
      if (name.isDirectory()) removeEmpty(join(this.#path, name.name));
    }
    removeEmpty(this.#path);
  }
}

function removeEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Something in it is about to end; it is empty then, and does no harm.
  }
}
