import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { place } from './temporary.ts';

/** A git repository that a test makes, whoever runs it. */
export interface Repository {
  readonly path: string;
  /** Runs git in it. @returns what it printed */
  git(...args: string[]): string;
  /** Commits files. @returns the commit */
  commit(files: Readonly<Record<string, string>>, mode?: number): string;
}

const NOBODY = [
  '-c',
  'user.name=Nobody',
  '-c',
  'user.email=nobody@example.org',
  '-c',
  'commit.gpgSign=false',
];

export function makeRepository(path: string): Repository {
  const git = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('git', ['-C', path, ...NOBODY, ...args], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  place(join(path, '.gitignore'), '');
  git('init', '-q', '-b', 'main');
  return {
    path,
    git,
    commit: (files, mode) => {
      for (const [name, text] of Object.entries(files)) place(join(path, name), text, mode);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', Object.keys(files).join(' '));
      return git('rev-parse', 'HEAD');
    },
  };
}
