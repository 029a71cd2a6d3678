import { join } from 'node:path';
import { type Commands, lastError, type Result } from '../../process/commands.ts';
import type { SourceFiles } from './source-files.ts';

/** A git repository of qemu that is only read. */
export class Checkout {
  readonly path: string;
  readonly #commands: Commands;

  constructor(commands: Commands, path: string) {
    this.#commands = commands;
    this.path = path;
  }

  /** Output of a git command. @throws Error with what git calls fatal: advice may come behind it */
  async git(...args: string[]): Promise<string> {
    const result = await this.#run(args);
    if (result.code === 0) return result.stdout;
    const fatal = /^fatal: (.*)$/m.exec(result.stderr)?.[1];
    const wayOut = /^\s+(git config .*)$/m.exec(result.stderr)?.[1]; // of a repository that is somebody else's
    throw new Error(`git in ${this.path}: ${fatal ?? lastError(result)}${wayOut ? `; ${wayOut}` : ''}`);
  }

  /** Output of a git command; undefined where it fails. */
  async ask(...args: string[]): Promise<string | undefined> {
    const { code, stdout } = await this.#run(args);
    return code === 0 ? stdout : undefined;
  }

  /** `--no-optional-locks`: not even an index is refreshed. */
  #run(args: readonly string[]): Promise<Result> {
    return this.#commands.run(['git', '-C', this.path, '--no-optional-locks', ...args]);
  }

  /** Whether files that git knows differ from HEAD; never of a bare one. */
  async isDirty(): Promise<boolean> {
    const status = await this.ask('status', '--porcelain', '--untracked-files=no');
    return status !== undefined && status.trim() !== '';
  }

  /** Text of a file as of a commit; undefined where there is none. */
  async read(commit: string, path: string): Promise<string | undefined> {
    return this.ask('cat-file', 'blob', `${commit}:${path}`);
  }

  /** The source tree of a commit. */
  filesOf(commit: string): SourceFiles {
    return {
      read: (path) => this.read(commit, path),
      names: async (folder) => {
        const list = (await this.ask('ls-tree', '--name-only', `${commit}:${folder}`)) ?? '';
        return list.split('\n').filter((name) => name !== '');
      },
    };
  }

  /**
   * Where the content of a submodule lies as a commit wants it: the repository and the commit in it. Undefined where
   * the commit has no such submodule, or nobody has fetched that content.
   */
  async submodule(commit: string, path: string): Promise<{ path: string; commit: string } | undefined> {
    const entry = (await this.ask('ls-tree', commit, '--', path)) ?? '';
    const wanted = /^160000 commit (\w+)\t/.exec(entry)?.[1];
    if (wanted === undefined) return undefined;
    const common = (await this.ask('rev-parse', '--path-format=absolute', '--git-common-dir'))?.trim() ?? '';
    // A submodule that was added long ago has its repository in the working tree.
    for (const repository of [join(common, 'modules', path), join(this.path, path)]) {
      const there = await this.#commands.run([
        'git',
        '-C',
        repository,
        'cat-file',
        '-e',
        `${wanted}^{commit}`,
      ]);
      if (there.code === 0) return { path: repository, commit: wanted };
    }
    return undefined;
  }
}
