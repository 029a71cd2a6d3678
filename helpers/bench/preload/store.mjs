import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

/** Up to this size, bytes, files are known by their content, and beyond by name, size and time: those are images. */
const SMALL = 2 ** 22;

/** Keeps what lies in folders, each content once. */
export class Store {
  /** @param {string} folder @param {typeof import('node:child_process').spawnSync} spawnSync */
  constructor(folder, spawnSync) {
    this.folder = folder;
    this.spawnSync = spawnSync;
    mkdirSync(folder, { recursive: true });
  }

  /** What lies directly in a folder, as a text that is another one where anything has changed. */
  stateOf(folder) {
    const entries = readdirSync(folder).map((name) => {
      const { mode, size, ino, mtimeNs } = lstatSync(join(folder, name), { bigint: true });
      return `${name} ${mode} ${size} ${ino} ${mtimeNs}`;
    });
    return entries.sort().join('\n');
  }

  /**
   * Keeps the files and the links that lie directly in a folder; folders in it are none of them.
   *
   * @returns {{ name: string, kept: string, link: boolean }[]} `kept` is the name of the content in the store
   */
  keep(folder) {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      const there = lstatSync(path);
      if (there.isFile()) return [{ name, kept: this.#content(path, name), link: false }];
      if (!there.isSymbolicLink()) return [];
      const target = resolve(folder, readlinkSync(path));
      return existsSync(target) ? [{ name, kept: this.#content(target, target), link: true }] : [];
    });
  }

  /** @param {string} name by which it is known where it is large */
  #content(path, name) {
    const { size, mtimeMs } = statSync(path);
    const hash = createHash('sha256').update(
      size <= SMALL ? readFileSync(path) : `${name} ${size} ${mtimeMs}`,
    );
    const kept = hash.digest('hex');
    const to = join(this.folder, kept);
    if (existsSync(to)) return kept;
    if (size <= SMALL) copyFileSync(path, to);
    else this.spawnSync('cp', ['--archive', '--sparse=always', '--', path, to]);
    return kept;
  }
}
