import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { lastError } from '../../process/commands.ts';
import { type Download, parseFailure } from '../apt-packages.ts';
import type { AptRoot } from '../apt-root.ts';
import type { Offer } from '../plan.ts';
import { findProgram, type Tree, unpack } from '../tree.ts';
import { linkedWith } from './missing-libraries.ts';
import { dependsOf } from './package-depends.ts';

/** A program that is to be taken out of a package. */
export interface Wanted {
  readonly root: AptRoot;
  readonly offer: Offer;
  /** name of the program */
  readonly program: string;
  /** everything that apt would install for the offer */
  readonly files: readonly Download[];
  /** folder for what is downloaded and unpacked */
  readonly place: string;
  /** hears of packages before they are downloaded */
  readonly note: (packages: readonly Download[]) => void;
}

/** A tree with the program, and all that it is linked with. */
export interface Unpacked {
  readonly tree: Tree;
  readonly program: string;
}

/**
 * Downloads and unpacks what a program needs to run, of all that its package would install: that of virtualbox is three
 * times as much, with a compiler for modules of the kernel (measured: 152 MB).
 *
 * The package itself comes first, with what it depends on. Then, as long as the loader misses a library, what those
 * packages depend on that have brought one: a library's package depends on the packages of all libraries that it is
 * linked with (dpkg-shlibdeps), so nothing is guessed from names. What is missing after that is looked for in all that is
 * left.
 *
 * @throws Error that names a library that no package brings, or says what cannot be fetched
 */
export async function unpackNeeded(wanted: Wanted): Promise<Unpacked> {
  const { root, offer, place } = wanted;
  const left = new Map(wanted.files.map((one) => [nameOf(one), one]));
  const depends = await dependsOf(root, offer.target, [...left.keys()]);
  const unpacked = join(place, 'unpacked');
  const brought = new Map<string, string>();
  let bringing: readonly string[] = [offer.package];
  for (;;) {
    const next = bringing.flatMap((name) => [name, ...(depends.get(name) ?? [])]);
    const near = [...left.keys()].filter((name) => next.includes(name));
    const names = near.length > 0 ? near : [...left.keys()];
    const files = names.flatMap((name) => left.get(name) ?? []);
    wanted.note(files);
    const debs = await downloadAlone(root, join(place, 'debs'), files);
    const tree = await unpack(root.commands, debs, unpacked);
    for (const [index, deb] of debs.entries())
      for (const file of await filesIn(root, deb)) brought.set(file, names[index] as string);
    for (const name of names) left.delete(name);
    const program = await findProgram(tree, wanted.program);
    if (!program) throw new Error(`package ${offer.package} has no ${wanted.program}`);
    const { there, missing } = await linkedWith(root.commands, tree, program);
    if (missing.length === 0) return { tree, program };
    if (left.size === 0) throw new Error(`${wanted.program} needs ${missing[0]}, which no package brings`);
    bringing = there.flatMap((library) => brought.get(library) ?? []);
  }
}

/** `name_version_arch.deb`. */
function nameOf({ file }: Download): string {
  return file.split('_', 1)[0] ?? '';
}

/**
 * Downloads packages without what they depend on; apt checks every file against the signed index.
 *
 * @returns where the files are, in their order
 */
async function downloadAlone(root: AptRoot, folder: string, files: readonly Download[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const packages = files.map(({ file }) => {
    const [name, version = ''] = file.split('_');
    return `${name}=${decodeURIComponent(version)}`;
  });
  const result = await root.commands.run(['apt-get', ...root.config, '-qq', 'download', ...packages], folder);
  if (result.code !== 0) throw new Error(parseFailure(result.stderr) ?? `apt-get: ${lastError(result)}`);
  return files.map(({ file }) => join(folder, file));
}

/** Names of all that a package holds, links among them. */
async function filesIn({ commands }: AptRoot, deb: string): Promise<string[]> {
  const list = await commands.mustRun(['dpkg-deb', '--contents', deb]);
  return [...list.matchAll(/ \.(\/\S+?)(?: (?:->|link to) .*)?$/gm)].map(([, path = '']) => basename(path));
}
