import type { Commands } from '../../process/commands.ts';
import { which } from '../../process/which.ts';
import { isAtLeast } from '../../versions/at-least.ts';
import type { MesonNeed, Module, Needs } from './needs.ts';
import { findPythons, type Python } from './python.ts';

/** The programs of this host that a build is made with, where there is a choice. */
export interface Toolchain {
  readonly ninja: string;
  readonly python: string;
  /** a program, `internal` for the one that the tree brings; undefined where configure makes its own environment */
  readonly meson: string | undefined;
}

/** Something that is not here. */
export interface Missing {
  /** as its users call it, with the version that there is where it is too old */
  readonly what: string;
  /** package of Debian and its relatives; undefined where that is installed, and too old */
  readonly debian: string | undefined;
}

/** Programs without which nothing is built, in the names that they go by. */
const PROGRAMS = [
  { what: 'a C compiler', names: ['cc'], variable: 'CC', debian: 'gcc' },
  { what: 'strip', names: ['strip'], debian: 'binutils' },
  { what: 'readelf', names: ['readelf'], debian: 'binutils' },
  { what: 'ninja', names: ['ninja', 'ninja-build', 'samu'], debian: 'ninja-build' },
  { what: 'pkg-config', names: ['pkg-config'], variable: 'PKG_CONFIG', debian: 'pkg-config' },
] as const;

/** Looks for all that is needed, and says all that is missing. Nothing is made and nothing is installed. */
export async function findToolchain(
  commands: Commands,
  needs: Needs,
): Promise<{ toolchain: Toolchain; missing: [] } | { missing: Missing[] }> {
  const found = new Map<string, readonly string[]>();
  const missing: Missing[] = [];
  for (const { what, names, debian, ...more } of PROGRAMS) {
    const program = await firstOf('variable' in more ? more.variable : undefined, names);
    if (program) found.set(what, program);
    else missing.push({ what, debian });
  }
  missing.push(...(await missingModules(commands, found.get('pkg-config'), needs.modules)));
  missing.push(...(await missingHeaders(commands, found.get('a C compiler'), needs.headers)));
  const pythons = await findPythons(commands);
  const python = pythons.find((one) => lacking(one, needs).length === 0);
  if (!python) missing.push(...leastLacking(pythons, needs));
  const meson = await mesonProgram(commands, needs.meson);
  if (meson && typeof meson !== 'string') missing.push(meson);
  const [ninja] = found.get('ninja') ?? [];
  if (missing.length > 0 || !python || !ninja || typeof meson === 'object') return { missing };
  return { toolchain: { ninja, python: python.path, meson }, missing: [] };
}

/**
 * What a variable names, with the words behind it, as configure would have it (`ccache gcc`, `gcc -m64`), else the first
 * name that is on PATH.
 */
async function firstOf(
  variable: string | undefined,
  names: readonly string[],
): Promise<readonly string[] | undefined> {
  const [named = '', ...more] = (variable && process.env[variable]?.trim().split(/\s+/)) || [];
  for (const name of named === '' ? names : [named]) {
    const path = await which(name);
    if (path) return [path, ...more];
  }
  return undefined;
}

/** Without pkg-config none of them can be found. */
async function missingModules(
  commands: Commands,
  pkgConfig: readonly string[] | undefined,
  modules: readonly Module[],
): Promise<Missing[]> {
  const missing: Missing[] = [];
  for (const { name, atLeast, debian } of modules) {
    const wanted = atLeast ? [`${name} >= ${atLeast}`] : [name];
    if (pkgConfig && (await commands.run([...pkgConfig, '--exists', ...wanted])).code === 0) continue;
    const there = pkgConfig && (await commands.run([...pkgConfig, '--modversion', name]));
    const tooOld = there && there.code === 0 ? there.stdout.trim() : undefined;
    missing.push({ what: named(name, atLeast, tooOld), debian: tooOld ? undefined : debian });
  }
  return missing;
}

/** Without a compiler none of them can be found. */
async function missingHeaders(
  commands: Commands,
  compiler: readonly string[] | undefined,
  headers: Needs['headers'],
): Promise<Missing[]> {
  const missing: Missing[] = [];
  for (const { name, debian } of headers) {
    const ask = ['-fsyntax-only', '-x', 'c', '-include', name, '/dev/null'];
    const there = compiler !== undefined && (await commands.run([...compiler, ...ask])).code === 0;
    if (!there) missing.push({ what: name, debian });
  }
  return missing;
}

/** Why a Python cannot build the tree. */
function lacking(python: Python, { python: oldest, meson }: Needs): Missing[] {
  if (!isAtLeast(python.version, oldest))
    return [{ what: named('python3', oldest, python.version), debian: undefined }];
  if (meson.kind === 'program') return [];
  const venv = python.venv ? [] : [{ what: "python3's venv and ensurepip", debian: 'python3-venv' }];
  return meson.own ? venv : [...venv, ...(mesonLacking(python.meson, meson) ?? [])];
}

/** What is missing where no Python will do: for the one that lacks least; of equals the last, which packages are for. */
function leastLacking(pythons: readonly Python[], needs: Needs): Missing[] {
  const none: Missing[] = [{ what: `python3 ${needs.python} or newer`, debian: 'python3' }];
  const all = pythons.map((python) => lacking(python, needs));
  return all.reduceRight((least, one) => (one.length < least.length ? one : least), all.at(-1) ?? none);
}

/** The meson to name to configure, or what is missing of it. */
async function mesonProgram(commands: Commands, need: MesonNeed): Promise<string | Missing | undefined> {
  if (need.kind === 'environment') return undefined;
  if (need.own) return 'internal';
  const path = await which('meson');
  const version = path && (await commands.run([path, '--version'])).stdout.trim();
  return mesonLacking(version, need)?.[0] ?? path;
}

function mesonLacking(version: string | undefined, { atLeast }: MesonNeed): Missing[] | undefined {
  if (version !== undefined && isAtLeast(version, atLeast)) return undefined;
  return [{ what: named('meson', atLeast, version), debian: version === undefined ? 'meson' : undefined }];
}

function named(name: string, atLeast: string | undefined, tooOld: string | undefined): string {
  const wanted = atLeast ? `${name} ${atLeast} or newer` : name;
  return tooOld === undefined ? wanted : `${wanted} (here is ${tooOld})`;
}
