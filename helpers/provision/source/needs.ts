import type { SourceFiles } from './source-files.ts';

/** What it takes to build a tree, as its own files say. */
export interface Needs {
  /** libraries, as pkg-config knows them */
  readonly modules: readonly Module[];
  /** headers of libraries of which pkg-config may not know (Debian's bzip2 before trixie) */
  readonly headers: readonly { readonly name: string; readonly debian: string }[];
  /** `major.minor` of the oldest Python that will do */
  readonly python: string;
  readonly meson: MesonNeed;
}

export interface Module {
  readonly name: string;
  /** the oldest that will do, where the tree says so */
  readonly atLeast?: string;
  readonly debian: string;
}

/**
 * The meson of a tree. Up to 8.0 configure runs one from PATH or the tree's own, a submodule; then it makes a Python
 * environment out of what is installed for that Python, or of the wheel that the tree brings.
 */
export interface MesonNeed {
  readonly kind: 'program' | 'environment';
  readonly atLeast: string;
  /** whether the tree brings its own */
  readonly own: boolean;
}

/**
 * Reads what a tree needs, without running any of it.
 *
 * @param ownMeson whether the tree's submodule `meson` is to be had, although it is not among its files
 * @throws Error where the tree is none that is built with meson
 */
export async function needsOf(files: SourceFiles, ownMeson = false): Promise<Needs> {
  const configure = (await files.read('configure')) ?? '';
  const build = await files.read('meson.build');
  if (build === undefined) throw new Error('it has no meson.build: releases before 5.2 are not built here');
  const environment = (await files.read('python/scripts/mkvenv.py')) !== undefined;
  const wheels = await files.names('python/wheels');
  const own = environment
    ? wheels.some((name) => name.startsWith('meson-'))
    : ownMeson || (await files.names('meson')).includes('meson.py');
  const glib = /glib_req_ver ?= ?'?(?:>=)?([\d.]+)/.exec(`${configure}\n${build}`)?.[1];
  // Before 7.0 parallels is made with it. Whether there is such an option was first for configure to say, then for meson.
  const options = `${configure}\n${await files.read('meson_options.txt')}`;
  const libxml2: Module[] = /--enable-libxml2\)|^option\('libxml2'/m.test(options)
    ? [{ name: 'libxml-2.0', debian: 'libxml2-dev' }]
    : [];
  return {
    modules: [
      { name: 'glib-2.0', debian: 'libglib2.0-dev', ...(glib ? { atLeast: glib } : {}) },
      { name: 'zlib', debian: 'zlib1g-dev' },
      { name: 'libzstd', debian: 'libzstd-dev' },
      ...libxml2,
    ],
    headers: [{ name: 'bzlib.h', debian: 'libbz2-dev' }],
    python: /version_info < \(([\d, ]+)\)/.exec(configure)?.[1]?.replace(/, ?/g, '.') ?? '3.6',
    meson: {
      kind: environment ? 'environment' : 'program',
      own,
      atLeast: /meson_version: *'>= ?([\d.]+)'/.exec(build)?.[1] ?? '0',
    },
  };
}
