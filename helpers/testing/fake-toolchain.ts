import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { makeFakeTree } from './fake-tree.ts';
import { script } from './temporary.ts';

/** Programs of the host that a build uses as they are. */
const REAL = [
  'sh',
  'bash',
  'env',
  'nice',
  'cat',
  'cp',
  'mkdir',
  'tar',
  'gzip',
  'git',
  'sleep',
  'flock',
  'setsid',
  'rm',
  'mv',
  'chmod',
];

/**
 * A folder for PATH with all that a build needs, and nothing else: shell scripts in the place of compilers. The fake
 * ninja copies `built/` of the folder that configure has noted, after a word about each of its two steps.
 *
 * @param folder for the folder `path`, and for a fake loader with its libraries
 * @returns the folder for PATH
 */
export function makeFakeToolchain(folder: string): string {
  const path = join(folder, 'path');
  mkdirSync(path, { recursive: true });
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of REAL) {
    const real = folders.map((bin) => join(bin, name)).find((program) => existsSync(program));
    if (!real) throw new Error(`this host has no ${name}`);
    symlinkSync(real, join(path, name));
  }
  symlinkSync(process.execPath, join(path, 'node'));
  makeFakeTree(join(folder, 'host'), 'unused');
  const program = (name: string, body: string) => script(join(path, name), body);
  program('cc', 'exit 0');
  program('strip', 'exit 0');
  program(
    'readelf',
    `echo "  [Requesting program interpreter: ${folder}/host/usr/lib/any-linux-gnu/ld-linux-fake.so.1]"`,
  );
  program('pkg-config', 'exit 0');
  program('python3', `echo '{"version": "3.11.2", "venv": true, "meson": "1.5.0"}'`);
  program('meson', 'echo 1.5.0');
  program(
    'ninja',
    `[ ! -e fail ] || { cat fail; exit 1; }
echo '[1/2] Compiling C object qemu-img.o'; cp "$(cat source)/qemu-img.built" qemu-img
echo '[2/2] Linking target qemu-io'; cp qemu-img qemu-io`,
  );
  return path;
}
