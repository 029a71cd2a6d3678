import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere } from '../../files/read.ts';
import { place } from '../temporary.ts';

/**
 * What GitHub keeps of a repository, as files: runs with their artifacts, comments, caches, and the commands it was asked
 * with. The stand-in for `gh` (programs/gh) reads and writes the same.
 */
export interface GitHub {
  readonly folder: string;
  /** repositories that can be checked out: owner/name -> where they are */
  readonly repositories: Readonly<Record<string, string>>;
}

export function makeGitHub(
  folder: string,
  defaultBranch: string,
  repositories: GitHub['repositories'],
): GitHub {
  for (const name of ['runs', 'comments', 'caches']) mkdirSync(join(folder, name), { recursive: true });
  place(join(folder, 'default-branch'), `${defaultBranch}\n`);
  return { folder, repositories };
}

/** Begins a run. @returns its id, higher than those before */
export function beginRun({ folder }: GitHub, event: string, branch: string): string {
  const runs = join(folder, 'runs');
  const id = String(100 + readdirSync(runs).length);
  place(join(runs, id, 'event'), `${event}\n`);
  place(join(runs, id, 'branch'), `${branch}\n`);
  return id;
}

/** Where an artifact of a run lies, whether there is one or not. */
export function artifact({ folder }: GitHub, run: string, name: string): string {
  return join(folder, 'runs', run, 'artifacts', name);
}

/** Lets what a run has uploaded expire: GitHub still says that it was there. */
export function expire({ folder }: GitHub, run: string): void {
  place(join(folder, 'runs', run, 'expired'), '');
}

/** Names of what a run has uploaded. */
export function artifactsOf(github: GitHub, run: string): string[] {
  const artifacts = artifact(github, run, '');
  return existsSync(artifacts) ? readdirSync(artifacts).sort() : [];
}

/** Somebody comments on a pull request. */
export function writeComment({ folder }: GitHub, id: string, user: string, body: string): void {
  place(join(folder, 'comments', id, 'user'), `${user}\n`);
  place(join(folder, 'comments', id, 'body'), body);
}

/** What stands in the comments of a pull request, by id. */
export function commentsOf({ folder }: GitHub): Record<string, string> {
  const comments = join(folder, 'comments');
  return Object.fromEntries(
    readdirSync(comments).map((id) => [id, readFileSync(join(comments, id, 'body'), 'utf8')]),
  );
}

/** The commands that programs of the runner were called with, those that have a stand-in. */
export function callsOf({ folder }: GitHub): string[] {
  return (readIfThere(join(folder, 'calls')) ?? '').split('\n').filter((line) => line !== '');
}
