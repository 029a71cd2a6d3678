import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readPlainBytes } from '../files/read-plain.ts';
import { git } from '../process/git.ts';
import { DERIVED } from './layout.ts';
import type { Mend } from './mend.ts';
import { sumHere } from './sum-here.ts';
import { parseSums, readSums } from './sums.ts';

/**
 * Leaves of mends only what git can give back: files that the checkout around the baselines knows, with other bytes than
 * are here, and, of a baseline, with those that SHA256SUMS tells of. Everywhere else `git checkout` would fail, change
 * nothing, or bring back what was recorded before the last recording.
 */
export async function restoredByGit(mends: readonly Mend[]): Promise<Mend[]> {
  const roots = new Set(mends.flatMap((mend) => (mend.kind === 'record' ? (mend.restore?.root ?? []) : [])));
  const [root] = roots;
  // Baselines of a run have one root.
  if (root === undefined) return [...mends];
  const index = await readIndex(root);
  const committed = new Map<string, ReadonlyMap<string, string>>();
  for (const type of typesOf(mends)) committed.set(type, await committedSums(root, type));
  return mends.map((mend) => {
    if (mend.kind !== 'record' || mend.restore === undefined) return mend;
    const { restore, ...rest } = mend;
    const files = restore.files.filter((file) => {
      return isOther(root, file, index) && isRight(root, file, restore.files, committed);
    });
    return files.length > 0 ? { ...rest, restore: { root, files } } : rest;
  });
}

/** Output types whose baselines are to be restored. */
function typesOf(mends: readonly Mend[]): Set<string> {
  const files = mends.flatMap((mend) => (mend.kind === 'record' ? (mend.restore?.files ?? []) : []));
  return new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/', 1)[0] ?? ''));
}

/** Path below the root -> id of the bytes that git has of it; what is being merged is left out. */
async function readIndex(root: string): Promise<ReadonlyMap<string, string>> {
  const text = await git(root, 'ls-files', '--stage', '-z');
  const lines = (text ?? '').split('\0').map((line) => /^\d+ ([0-9a-f]+) 0\t(.+)$/s.exec(line));
  return new Map(lines.flatMap((match) => (match?.[1] && match[2] ? [[match[2], match[1]]] : [])));
}

/** Whether git has anything else at a path than is there; of a folder, whether it has anything in it. */
function isOther(root: string, file: string, index: ReadonlyMap<string, string>): boolean {
  const id = index.get(file);
  if (id === undefined) return [...index.keys()].some((known) => known.startsWith(`${file}/`));
  try {
    const bytes = readPlainBytes(join(root, file));
    return bytes === undefined || idOf(bytes, id.length) !== id;
  } catch {
    return true;
  }
}

/** The id that git gives to bytes; its length says by which digest. */
function idOf(bytes: Buffer, length: number): string {
  const digest = createHash(length === 40 ? 'sha1' : 'sha256');
  return digest.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Whether the bytes that git has are those of the last recording. */
function isRight(
  root: string,
  file: string,
  restored: readonly string[],
  committed: ReadonlyMap<string, ReadonlyMap<string, string>>,
): boolean {
  const type = file.split('/', 1)[0] ?? '';
  const sums = committed.get(type);
  // versions.json, or a whole type
  if (!sums || file === type) return true;
  const own = file.slice(type.length + 1);
  const here = readSums(join(root, type));
  if (own === DERIVED.sums) {
    // Sums of a later recording, which the files here have, must not be lost.
    const stays = ([name]: readonly [string, string]) => !restored.includes(join(type, name));
    return [...here]
      .filter(stays)
      .every(([name, sum]) => sums.get(name) === sum || sumHere(join(root, type, name)) !== sum);
  }
  if (restored.includes(join(type, DERIVED.sums))) return true;
  const of = [...here].filter(([name]) => name === own || name.startsWith(`${own}/`));
  return of.every(([name, sum]) => sums.get(name) === sum);
}

async function committedSums(root: string, type: string): Promise<ReadonlyMap<string, string>> {
  const text = await git(root, 'show', `:./${type}/${DERIVED.sums}`);
  return parseSums(text ?? '').sums;
}
