import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * For tests: an unpacked package with a qemu-img that prints a banner, and a loader that lists one library and
 * otherwise runs the program. Shell scripts, so that no real package and no network is needed.
 */
export function makeFakeTree(root: string, banner: string): void {
  const library = join(root, 'usr/lib/any-linux-gnu/libfake.so.1');
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
  --list) printf '\\tlinux-vdso.so.1 (0x1)\\n\\tlibfake.so.1 => ${library} (0x2)\\n'; exit ;;
  --help) exit ;;
  *) exec "$@" ;;
  esac
done
`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
    chmodSync(join(root, name), text.startsWith('#!') ? 0o755 : 0o644);
  }
}
