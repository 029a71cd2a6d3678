import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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

/** Makes a repository of a folder, be there anything in it or not; nothing of that is committed yet. */
export function makeRepository(path: string): Repository {
  const git = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('git', ['-C', path, ...NOBODY, ...args], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  const ignored = join(path, '.gitignore');
  if (!existsSync(ignored)) place(ignored, '');
  git('init', '-q', '-b', 'main');
  return {
    path,
    git,
    commit: (files, mode) => {
      for (const [name, text] of Object.entries(files)) place(join(path, name), text, mode);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', Object.keys(files).join(' ') || 'everything');
      return git('rev-parse', 'HEAD');
    },
  };
}
