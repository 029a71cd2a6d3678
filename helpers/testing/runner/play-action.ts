import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run } from '../../process/run.ts';
import { artifact, type GitHub } from './github.ts';

/** Where an action is played. */
export interface Scene {
  readonly github: GitHub;
  readonly workspace: string;
  /** id of the run */
  readonly run: string;
  /** what is checked out where nothing is named: owner/name, and the commit or branch */
  readonly repository: string;
  /** branch */
  readonly head: string;
}

export interface Played {
  readonly ok: boolean;
  readonly text: string;
  readonly outputs: Readonly<Record<string, string>>;
}

type Inputs = Readonly<Record<string, string>>;

const DONE: Played = { ok: true, text: '', outputs: {} };

/** Does what an action does, as far as others see it. @throws Error for one that is unknown */
export async function playAction(uses: string, inputs: Inputs, scene: Scene): Promise<Played> {
  switch (uses.replace(/@.*/, '')) {
    case 'actions/checkout':
      return checkOut(inputs, scene);
    case 'actions/setup-node':
      return DONE;
    case 'actions/cache/restore':
      return restore(inputs, scene);
    case 'actions/cache/save':
      return save(inputs, scene);
    case 'actions/upload-artifact':
      return upload(inputs, scene);
    case 'actions/download-artifact':
      return download(inputs, scene);
    default:
      throw new Error(`nobody plays ${uses}`);
  }
}

async function checkOut(inputs: Inputs, { github, workspace, repository, head }: Scene): Promise<Played> {
  const name = inputs.repository || repository;
  const source = github.repositories[name];
  if (source === undefined) return failed(`there is no repository ${name}`);
  const ref = inputs.ref || (name === repository ? head : '');
  const branch = ref === '' ? [] : ['--branch', ref];
  const { ending, stderr } = await run({
    program: '/usr/bin/env',
    args: ['git', 'clone', '-q', ...branch, source, join(workspace, inputs.path ?? '.')],
    cwd: workspace,
    timeLimit: 60_000,
  });
  return ending.kind === 'exited' && ending.code === 0 ? DONE : failed(stderr);
}

/** Takes the exact cache, else the newest of which a key begins as wanted. */
function restore(inputs: Inputs, { github, workspace }: Scene): Played {
  const { key = '' } = inputs;
  const caches = join(github.folder, 'caches');
  const begins = linesOf(inputs['restore-keys']);
  const byAge = readdirSync(caches).sort(
    (a, b) => statSync(join(caches, b)).mtimeMs - statSync(join(caches, a)).mtimeMs,
  );
  const found =
    byAge.find((name) => name === key) ??
    byAge.find((name) => begins.some((begin) => name.startsWith(begin)));
  const outputs = { 'cache-primary-key': key };
  if (found === undefined) return { ...DONE, outputs };
  copyAll(join(caches, found), workspace);
  return { ...DONE, outputs: { ...outputs, 'cache-matched-key': found, 'cache-hit': String(found === key) } };
}

function save({ key = '', path }: Inputs, { github, workspace }: Scene): Played {
  const paths = linesOf(path).filter((line) => existsSync(join(workspace, line)));
  if (paths.length === 0) return failed(`nothing to save of ${path}`);
  for (const line of paths) {
    const to = join(github.folder, 'caches', key, line);
    mkdirSync(dirname(to), { recursive: true });
    copyAll(join(workspace, line), to);
  }
  return DONE;
}

function upload(inputs: Inputs, { github, workspace, run }: Scene): Played {
  const { name = 'artifact', path = '' } = inputs;
  const from = join(workspace, path);
  const to = artifact(github, run, name);
  if (existsSync(to)) return failed(`there is an artifact ${name} already`);
  const isFile = existsSync(from) && statSync(from).isFile();
  if (!isFile && (!existsSync(from) || readdirSync(from).length === 0)) {
    return inputs['if-no-files-found'] === 'error' ? failed(`No files were found with ${path}`) : DONE;
  }
  mkdirSync(to, { recursive: true });
  copyAll(from, isFile ? join(to, basename(from)) : to);
  return DONE;
}

function download({ name = 'artifact', path = '.' }: Inputs, { github, workspace, run }: Scene): Played {
  const from = artifact(github, run, name);
  if (!existsSync(from)) return failed(`Artifact not found for name: ${name}`);
  copyAll(from, join(workspace, path));
  return DONE;
}

/** Links stay links: a cache may hold releases as such. */
function copyAll(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function linesOf(text = ''): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function failed(text: string): Played {
  return { ok: false, text, outputs: {} };
}
