import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { inject } from 'vitest';
import { type Deb, makeDeb } from './apt-archive.ts';
import { makeFakeTree } from './fake-tree.ts';
import { place } from './temporary.ts';

/** The provisioner's command line up to its arguments. */
export const PROVISIONER = [process.execPath, inject('provisioner')] as const;

/**
 * The environment of a user whose apt knows no archive but those of `<folder>/sources.list.d`, takes no proxy on the way
 * to this machine, and is in haste.
 *
 * @param folder of the test: HOME, and for temporary files
 * @param binaries the folder that is filled
 */
export function provisionerEnvironment(folder: string, binaries: string): Record<string, string> {
  const configuration = `Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "${join(folder, 'sources.list.d')}";
Acquire::http::Proxy::127.0.0.1 "DIRECT";
Acquire::http::Timeout "1";
Acquire::Retries "0";
`;
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TMPDIR: join(folder, 'tmp'),
    QEMU_IMG_BINARIES: binaries,
    APT_CONFIG: place(join(folder, 'apt.conf'), configuration),
  };
}

/** Starts the provisioner with archives, as a user would; it leads a process group, as it does in a terminal. */
export function startProvisioner(
  folder: string,
  binaries: string,
  archives: readonly string[],
  more: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
) {
  const [program, ...args] = PROVISIONER;
  const lines = archives.flatMap((line) => ['--archive', line]);
  return execa(program, [...args, ...lines, ...more], {
    reject: false,
    extendEnv: false,
    detached: true,
    cleanup: false,
    env: { ...provisionerEnvironment(folder, binaries), ...environment },
  });
}

/** What a run has left in the folder for temporary files. */
export function leftInTemporary(folder: string): string[] {
  return readdirSync(join(folder, 'tmp'));
}

/** The processes that a run has started and that are still there, by their command lines: they have its environment. */
export function processesOf(binaries: string): string[] {
  const readOf = (pid: string, name: string) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8').split('\0');
    } catch {
      return []; // It has ended meanwhile, or is somebody else's.
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && readOf(pid, 'environ').includes(`QEMU_IMG_BINARIES=${binaries}`))
    .map((pid) => readOf(pid, 'cmdline').join(' '));
}

/** Packages with a qemu-img that is a script, and a loader and libraries beside it in a package that it depends on. */
export function debsOf(
  folder: string,
  release: string,
  name: string,
  depends = 'libc6 (>= 2)',
  version = '2.99-1',
): { qemu: Deb; libc: Deb } {
  const sources = join(folder, 'sources', name);
  makeFakeTree(join(sources, 'qemu-utils'), `qemu-img version ${release}`);
  mkdirSync(join(sources, 'libc6/usr'), { recursive: true });
  renameSync(join(sources, 'qemu-utils/usr/lib'), join(sources, 'libc6/usr/lib'));
  return {
    qemu: makeDeb(sources, 'qemu-utils', `1:${release}+dfsg-1`, `Depends: ${depends}\n`),
    libc: makeDeb(sources, 'libc6', version),
  };
}
