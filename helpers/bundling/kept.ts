import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeAtomically } from '../files/atomic.ts';
import { stampOf } from '../files/look.ts';

const PACKAGES = resolve(import.meta.dirname, '../../node_modules');

/** Where what was built is kept from run to run; `npm ci` removes it with the packages. */
const CACHE = join(PACKAGES, '.cache/instar-parity');

/** What else a bundle depends on: the packages, of which the list of those that are installed tells. */
const INSTALLED = join(PACKAGES, '.package-lock.json');

/** How long a bundle stays that is none any more, milliseconds: another run may be about to import it. */
const STAYS = 60 * 60 * 1000;

/** One text made of many files. */
export interface Bundle {
  readonly text: string;
  /** absolute paths of the files that it is made of */
  readonly inputs: readonly string[];
}

/** How bundles of a kind are made. */
export interface Builder {
  /** of the files in which they are kept: `mjs` */
  readonly extension: string;
  /** path of the module that makes them, whose text is part of what they depend on */
  readonly module: string;
  /** @throws what is wrong with the text of a file */
  readonly make: (entry: string) => Promise<Bundle>;
}

/** A bundle as it is kept, or the text of one that nobody keeps. */
export interface Kept {
  readonly at: { readonly path: string } | { readonly text: string };
  /** files of this project that it is made of */
  readonly files: readonly string[];
}

/** What is known of a bundle that is kept. */
interface Built {
  /** name of the bundle: another text has another, so that none is ever half-written or replaced */
  readonly file: string;
  /** the files that it is made of, by their paths */
  readonly inputs: Readonly<Record<string, Input>>;
}

/** By what a file is known: its stamp, which is quick to ask for, and what its content comes to. */
interface Input {
  readonly stamp: string;
  readonly content: string;
}

/**
 * A bundle of a file with all that it imports, made again only when one of its files has changed.
 *
 * @throws what is wrong with its text
 */
export async function keptBundle(entry: string, builder: Builder): Promise<Kept> {
  const name = hashOf(`${builder.extension} ${entry}`);
  return readKept(name) ?? (await build(entry, name, builder));
}

/** undefined where it was not built yet, or of files that hold something else now: those of a new checkout need not */
function readKept(name: string): Kept | undefined {
  try {
    const { file, inputs } = JSON.parse(readFileSync(join(CACHE, `${name}.json`), 'utf8')) as Built;
    const path = join(CACHE, file);
    // Stamps before contents: what is written to meanwhile has another stamp than this.
    const stamps = Object.keys(inputs).map((input) => [input, stampOf(input)] as const);
    const touched = stamps.filter(([input, stamp]) => inputs[input]?.stamp !== stamp);
    const isSame = touched.every(([input]) => inputs[input]?.content === contentOf(input));
    if (!isSame || statSync(path).size === 0) return undefined;
    const now = touched.map(([input, stamp]) => [input, { ...inputs[input], stamp }]);
    if (touched.length > 0) note(name, { file, inputs: { ...inputs, ...Object.fromEntries(now) } });
    return { at: { path }, files: ownOf(inputs) };
  } catch {
    return undefined;
  }
}

async function build(entry: string, name: string, { extension, module, make }: Builder): Promise<Kept> {
  const begun = Date.now();
  const { text, inputs } = await make(entry);
  const own = [...inputs.filter((input) => !isOfPackage(input)), module, INSTALLED];
  const built: Built = {
    file: `${name}-${hashOf(text)}.${extension}`,
    inputs: Object.fromEntries(
      own.map((input) => [input, { stamp: stampOf(input), content: contentOf(input) }]),
    ),
  };
  // What was written to meanwhile may have been read before that.
  const isSettled = own.every((input) => statSync(input).mtimeMs < begun);
  const at = isSettled && keep(name, built, text) ? { path: join(CACHE, built.file) } : { text };
  return { at, files: ownOf(built.inputs) };
}

/** @returns whether it is kept: packages may be somebody else's, who lets nobody write there */
function keep(name: string, built: Built, text: string): boolean {
  try {
    mkdirSync(CACHE, { recursive: true });
    writeAtomically(join(CACHE, built.file), text);
    note(name, built);
    removeUseless();
    return true;
  } catch {
    return false;
  }
}

function note(name: string, built: Built): void {
  writeAtomically(join(CACHE, `${name}.json`), JSON.stringify(built));
}

/** Removes what is of no use any more: of files that are gone, and bundles that others have replaced a while ago. */
function removeUseless(): void {
  const names = readdirSync(CACHE);
  const useful = new Set<string>();
  for (const name of names.filter((each) => each.endsWith('.json'))) {
    const { file, inputs } = JSON.parse(readFileSync(join(CACHE, name), 'utf8')) as Built;
    if (Object.keys(inputs).every((path) => existsSync(path))) useful.add(name).add(file);
  }
  const old = Date.now() - STAYS;
  for (const path of names.filter((name) => !useful.has(name)).map((name) => join(CACHE, name))) {
    if (path.endsWith('.json') || statSync(path).mtimeMs < old) rmSync(path, { force: true });
  }
}

function ownOf(inputs: Built['inputs']): string[] {
  return Object.keys(inputs).filter((file) => !isOfPackage(file));
}

function isOfPackage(path: string): boolean {
  return path.startsWith(`${PACKAGES}/`);
}

function contentOf(path: string): string {
  return hashOf(readFileSync(path, 'utf8'));
}

function hashOf(text: string): string {
  return hash('sha256', text).slice(0, 16);
}
