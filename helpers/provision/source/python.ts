import { realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Commands } from '../../process/commands.ts';
import { isProgram } from '../../references/release-folders.ts';

/** A Python of this host, and what a build wants to know of it. */
export interface Python {
  readonly path: string;
  readonly version: string;
  /** whether it can make environments (Debian has that in a package of its own) */
  readonly venv: boolean;
  /** version of the meson that is installed for it */
  readonly meson: string | undefined;
}

const QUESTION = `import json, sys
from importlib.util import find_spec
try:
    from importlib.metadata import version
    meson = version('meson')
except Exception:
    meson = None
print(json.dumps({
    'version': '%d.%d.%d' % sys.version_info[:3],
    'venv': bool(find_spec('venv') and find_spec('ensurepip')),
    'meson': meson}))`;

/**
 * The Pythons of PATH in its order, or the one that the variable PYTHON names. There may be several, of which only the
 * distribution's sees the meson that the distribution has.
 */
export async function findPythons(commands: Commands): Promise<Python[]> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const named = process.env.PYTHON;
  const paths = named
    ? [named].filter(isProgram)
    : folders.map((folder) => join(folder, 'python3')).filter(isProgram);
  // /bin is /usr/bin on most hosts
  const different = paths.filter((path, index) => paths.findIndex(isSame(path)) === index);
  const answers = await Promise.all(different.map((path) => askPython(commands, path)));
  return answers.flatMap((python) => python ?? []);
}

function isSame(path: string): (other: string) => boolean {
  return (other) => realpathSync(other) === realpathSync(path);
}

async function askPython(commands: Commands, path: string): Promise<Python | undefined> {
  const { code, stdout } = await commands.run([path, '-c', QUESTION]);
  if (code !== 0) return undefined;
  const { version, venv, meson } = JSON.parse(stdout) as Omit<Python, 'path' | 'meson'> & {
    meson: string | null;
  };
  return { path, version, venv, meson: meson ?? undefined };
}
