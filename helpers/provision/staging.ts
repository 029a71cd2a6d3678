import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder } from '../files/ensure-folder.ts';
import type { Commands } from '../process/commands.ts';
import { farewellOf, type Lock, lockFolder, REMOVE } from '../process/lock.ts';

const PREFIX = '.staging-';

/** Folder of a staging for releases that others are about to replace, by architecture. */
const REPLACED = 'replaced';

/**
 * Clears a staging away. A run that is killed between the two renames of a replacement has its old release in here: it
 * goes back. Of a package that denies its owner a folder of its own the rights are set first.
 */
const FAREWELL = `for old in "$1"/${REPLACED}/*/*; do
  [ -d "$old" ] || continue
  place="\${1%/*}/\${old#"$1/${REPLACED}/"}"
  [ -e "$place" ] || mv -T -- "$old" "$place" || exit
done
${REMOVE}`;

/** Makes the folder that a run fills. @throws Error with one line where it cannot be written to */
export function makeFolder(folder: string): void {
  try {
    ensureFolder(folder);
  } catch (error) {
    throw new Error(`cannot write to ${folder}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** A folder of this run inside another, which goes with the run, however that ends. */
interface Staging {
  readonly path: string;
  readonly lock: Lock;
}

/**
 * Where a run puts what is not finished yet: in one folder of its own beside what it makes, so that a rename finishes
 * it. The folder is locked by the kernel as long as the run lives, and so is known for a leftover once it is not, also
 * from another container, where ids of processes say nothing.
 */
export class Stagings {
  readonly #commands: Commands;
  readonly #open = new Map<string, Promise<Staging>>();

  constructor(commands: Commands) {
    this.#commands = commands;
  }

  /** A directory of this run inside the folder, which has to be there. */
  async create(folder: string, ...names: string[]): Promise<string> {
    const { path } = await this.#in(folder);
    const directory = join(path, ...names);
    await mkdir(directory, { recursive: true });
    return directory;
  }

  /** Where a release of an architecture is put while another takes its place. */
  replaced(folder: string, arch: string): Promise<string> {
    return this.create(folder, REPLACED, arch);
  }

  /** Removes all that is not finished, and waits until it is gone. */
  async remove(): Promise<void> {
    const open = await Promise.allSettled(this.#open.values());
    await Promise.all(
      open.map((staging) => (staging.status === 'fulfilled' ? staging.value.lock.release() : undefined)),
    );
  }

  #in(folder: string): Promise<Staging> {
    const staging = this.#open.get(folder) ?? this.#make(folder);
    this.#open.set(folder, staging);
    return staging;
  }

  async #make(folder: string): Promise<Staging> {
    this.#commands.goOn();
    const path = join(folder, `${PREFIX}${randomBytes(4).toString('hex')}`);
    // Nobody else has any business in there: packages may hold programs that run as their owner.
    await mkdir(path, { mode: 0o700 });
    const lock = await lockFolder(path, { farewell: FAREWELL }).catch(async (error: unknown) => {
      await rmdir(path);
      throw error;
    });
    // Another run took it for a leftover, between these two lines.
    return lock ? { path, lock } : this.#make(folder);
  }

  /** Has programs write their temporary files into a staging of the folder; what holds it ends them with this run. */
  async workIn(folder: string): Promise<void> {
    const temporary = await this.create(folder, 'tmp');
    this.#commands.workIn(temporary);
  }

  /**
   * Removes what killed runs have left in the folder; what cannot be removed (it is somebody else's) stays.
   *
   * @returns how many things were removed
   */
  async sweep(folder: string): Promise<number> {
    let removed = 0;
    for (const name of namesIn(folder)) {
      if (!name.startsWith(PREFIX)) continue;
      const { code } = await this.#commands.run(farewellOf(join(folder, name), FAREWELL));
      if (code === 0) removed += 1;
    }
    return removed;
  }
}

/** None where there is no folder: then nothing was left in it. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
