import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { filesIn, readIfThere } from '../../files/read.ts';

/**
 * Puts into a staged tree what its configure and meson look for although no tool is built from it, so that neither
 * submodules nor firmware are needed:
 *
 * - `pc-bios` and `tests/fp`, which are left out, become folders of which meson makes nothing;
 * - a file of a submodule that configure only looks at, to see whether submodules are there (`ui/keycodemapdb/README`,
 *   from 8.2 on `subprojects/keycodemapdb/README`), and the one that meson wants to find (5.2) are put there;
 * - Python packages of which a distribution has taken the wheels away, and which only tests need, are asked for no more.
 */
export async function fitForTools(root: string): Promise<void> {
  for (const folder of ['pc-bios', 'tests/fp']) await placeholder(root, `${folder}/meson.build`, '');
  const configure = readFileSync(join(root, 'configure'), 'utf8');
  for (const [, path = ''] of configure.matchAll(/test -f "\$source_path\/(\S+\/README[.\w]*)"/g))
    await placeholder(root, path, 'Not needed for the tools.\n');
  const keymaps = 'ui/keycodemapdb/tools/keymap-gen';
  if (readIfThere(join(root, 'ui/meson.build'))?.includes(keymaps.replace('ui/', ''))) {
    await placeholder(root, keymaps, '#!/bin/sh\nexit 1\n');
    await chmod(join(root, keymaps), 0o755);
  }
  await askForNoMissingWheels(root);
}

/** Writes a file where there is none, with its folders. */
async function placeholder(root: string, path: string, text: string): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  if (!existsSync(file)) await writeFile(file, text);
}

/** A line of `pythondeps.toml` that says which version is vendored: `pycotap = { accepted = ..., installed = "1.3.1" }`. */
const VENDORED = /^"?([\w.-]+)"?\s*=\s*\{.*\binstalled\s*=/;

/** Only meson is needed; the others of its group are for tests (pycotap), but are installed before meson runs. */
async function askForNoMissingWheels(root: string): Promise<void> {
  const file = join(root, 'pythondeps.toml');
  const text = readIfThere(file);
  if (text === undefined) return;
  const wheels = filesIn(join(root, 'python/wheels')).map((name) => wheelName(name.split('-', 1)[0] ?? ''));
  const kept = text.split('\n').filter((line) => {
    const name = VENDORED.exec(line)?.[1];
    return name === undefined || name === 'meson' || wheels.includes(wheelName(name));
  });
  await writeFile(file, kept.join('\n'));
}

/** A file of a wheel spells its package with underscores. */
function wheelName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '_');
}
