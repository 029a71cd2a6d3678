import { chmod, writeFile } from 'node:fs/promises';

/** What a launcher starts; all paths are relative to the launcher's own directory. */
export interface Launch {
  readonly loader: string;
  readonly libraries: readonly string[];
  readonly program: string;
  /** name that the program is to know itself by, where the loader can tell it (glibc 2.33 and newer) */
  readonly name?: string;
}

/**
 * A script that runs a program with the loader and the libraries of its own tree, wherever the tree is moved to.
 *
 * Programs are started thousands of times, so the directory comes from the shell's own expansion; only a launcher
 * that is reached through a symlink pays for a `readlink`, and starts anew from its real place.
 * --inhibit-cache keeps the host's ld.so.cache out, whose libraries belong to another libc. Without --argv0 newer
 * releases print the path of this folder in their usage errors ("Try '/.../qemu-img --help'").
 */
export function launcherScript({ loader, libraries, program, name }: Launch): string {
  const here = (path: string) => `$d/${path}`;
  const path = libraries.map(here).join(':');
  const argv0 = name ? `--argv0 ${name} ` : '';
  return [
    '#!/bin/sh',
    `[ ! -L "$0" ] || exec "$(readlink -f -- "$0")" "$@"; case $0 in */*) d=\${0%/*};; *) d=.;; esac`,
    `exec "${here(loader)}" --inhibit-cache --library-path "${path}" ${argv0}"${here(program)}" "$@"`,
    '',
  ].join('\n');
}

/** Writes a launcher that can be executed. */
export async function writeLauncher(path: string, launch: Launch): Promise<void> {
  await writeFile(path, launcherScript(launch));
  await chmod(path, 0o755);
}
