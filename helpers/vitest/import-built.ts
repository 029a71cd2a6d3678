import { hash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeAtomically } from '../files/atomic.ts';
import { stampOf } from '../files/look.ts';

const PACKAGES = resolve(import.meta.dirname, '../../node_modules');

/** Where what was built is kept from run to run; `npm ci` removes it with the packages. */
const CACHE = join(PACKAGES, '.cache/instar-parity');

/** What else a bundle depends on: how it is made, and the packages, of which the list of those that are installed tells. */
const BUILDERS = [join(import.meta.dirname, 'bundle.ts'), join(PACKAGES, '.package-lock.json')];

/** How long a bundle stays that is none any more, milliseconds: another run may be about to import it. */
const STAYS = 60 * 60 * 1000;

/** What is known of a module that was built. */
interface Built {
  /** name of the bundle: another text has another, so that none is ever half-written or replaced */
  readonly file: string;
  /** stamps of the files that it is made of, by their paths */
  readonly inputs: Readonly<Record<string, string>>;
}

/** A TypeScript module as Node can import it. */
export interface BuiltModule {
  readonly url: string;
  /** those of this project that it is made of */
  readonly files: readonly string[];
}

/**
 * Makes one module of a TypeScript file with all that it imports, again only when one of its files has changed.
 *
 * @throws what is wrong with its text
 */
export async function builtModule(path: string): Promise<BuiltModule> {
  const name = hashOf(path);
  const { url, inputs } = readKept(name) ?? (await build(path, name));
  return { url, files: Object.keys(inputs).filter((file) => !isOfPackage(file)) };
}

/**
 * Imports a TypeScript module where Node itself has to: Node 20 reads none, and Vite reads the modules of a config anew in
 * every run, package by package (measured: 0.8 s of CPU for those of this project; this way 0.1).
 *
 * @throws what the module throws, or what is wrong with its text
 */
export async function importBuilt<Module = unknown>(path: string): Promise<Module> {
  return (await import((await builtModule(path)).url)) as Module;
}

interface Importable {
  readonly url: string;
  readonly inputs: Built['inputs'];
}

/** undefined where it was not built yet, or of files that are others now */
function readKept(name: string): Importable | undefined {
  try {
    const { file, inputs } = JSON.parse(readFileSync(join(CACHE, `${name}.json`), 'utf8')) as Built;
    const bundle = join(CACHE, file);
    const isSame = Object.entries(inputs).every(([path, stamp]) => stampOf(path) === stamp);
    return isSame && statSync(bundle).size > 0 ? { url: pathToFileURL(bundle).href, inputs } : undefined;
  } catch {
    return undefined;
  }
}

async function build(path: string, name: string): Promise<Importable> {
  const begun = Date.now();
  // Few runs build anything.
  const { bundle } = await import('./bundle.ts');
  const { text, inputs } = await bundle(path);
  const own = [...inputs.filter((input) => !isOfPackage(input)), ...BUILDERS];
  const built: Built = {
    file: `${name}-${hashOf(text)}.mjs`,
    inputs: Object.fromEntries(own.map((input) => [input, stampOf(input)])),
  };
  // What was written to meanwhile may have been read before that.
  const isSettled = own.every((input) => statSync(input).mtimeMs < begun);
  const url =
    isSettled && keep(name, built, text) ? pathToFileURL(join(CACHE, built.file)).href : asUrl(text);
  return { url, inputs: built.inputs };
}

/** @returns whether it is kept: packages may be somebody else's, who lets nobody write there */
function keep(name: string, built: Built, text: string): boolean {
  try {
    mkdirSync(CACHE, { recursive: true });
    writeAtomically(join(CACHE, built.file), text);
    writeAtomically(join(CACHE, `${name}.json`), JSON.stringify(built));
    removeUseless();
    return true;
  } catch {
    return false;
  }
}

/** Removes what is of no use any more: of modules that are gone, and bundles that others have replaced a while ago. */
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

function asUrl(text: string): string {
  return `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;
}

function isOfPackage(path: string): boolean {
  return path.startsWith(`${PACKAGES}/`);
}

function hashOf(text: string): string {
  return hash('sha256', text).slice(0, 16);
}
