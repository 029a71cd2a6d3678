import { join } from 'node:path';
import { Commands } from '../process/commands.ts';
import { type Staged, stageRelease } from '../provision/stage-release.ts';
import { surveyTree } from '../provision/tree.ts';
import { place } from './temporary.ts';

/**
 * An unpacked package with a qemu-img that prints a banner, and a loader that lists one library and otherwise runs the
 * program. Shell scripts, so that no real package and no network is needed; it may be copied.
 */
export function makeFakeTree(root: string, banner: string): void {
  const files: Record<string, string> = {
    'usr/bin/qemu-img': `#!/bin/sh\necho "${banner}"; echo "$@"\n`,
    'usr/bin/qemu-nbd': '#!/bin/sh\n',
    'usr/share/doc/qemu-utils/copyright': 'words\n',
    'usr/lib/any-linux-gnu/libfake.so.1': 'library\n',
    'usr/lib/any-linux-gnu/libunused.so.1': 'library\n',
    'usr/lib/any-linux-gnu/libgcc_s.so.1': 'library\n',
    'usr/lib/any-linux-gnu/ld-linux-fake.so.1': `#!/bin/sh
while :; do
  case $1 in
  --inhibit-cache) shift ;;
  --library-path) [ -d "\${2%%:*}" ] || exit 3; shift 2 ;;
  --list) printf '\\tlinux-vdso.so.1 (0x1)\\n\\tlibfake.so.1 => %s/libfake.so.1 (0x2)\\n' "\${0%/*}"; exit ;;
  --help) exit ;;
  *) exec "$@" ;;
  esac
done
`,
  };
  for (const [name, text] of Object.entries(files)) {
    place(join(root, name), text, text.startsWith('#!') ? 0o755 : 0o644);
  }
}

/** Stages release 9.8.7 in a folder as if from this suite. */
export async function stageFake(folder: string, suite: string, packageVersion: string): Promise<Staged> {
  const unpacked = join(folder, `${suite}-unpacked`);
  makeFakeTree(unpacked, `qemu-img version 9.8.7 (Debian ${packageVersion})`);
  const directory = join(folder, `${suite}-staged`);
  return stageRelease(new Commands(), await surveyTree(unpacked), directory, { suite, packageVersion });
}
