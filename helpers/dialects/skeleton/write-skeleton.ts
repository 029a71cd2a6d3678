import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeTogether } from '../../files/atomic.ts';
import { quoted } from '../../text/quoted.ts';
import { UsageError } from '../../text/usage-error.ts';
import { DIALECTS } from '../finding/load-dialect.ts';
import { skeletonOf } from './skeleton.ts';

/** What the name of a dialect is made of: that of its module, of its program, and a value in the environment. */
const NAME = /^[a-z0-9][\w-]{0,39}$/i;

/**
 * Writes the skeleton of a dialect.
 *
 * @param folder of the dialects
 * @returns the files, as paths
 * @throws UsageError with one line for a name that cannot be one, and where one of the files is there already
 */
export function writeSkeleton(name: string, folder: string = DIALECTS): string[] {
  if (!NAME.test(name)) {
    const form = 'up to 40 letters, digits, "-" and "_", a letter or a digit first';
    throw new UsageError(`${quoted(name)} is no name of a dialect: ${form}, as in vbox-img`);
  }
  const texts = Object.fromEntries(
    Object.entries(skeletonOf(name)).map(([file, text]) => [join(folder, file), text]),
  );
  const there = Object.keys(texts).find((path) => existsSync(path));
  if (there !== undefined) throw new UsageError(`${there} is there already, and stays; choose another name`);
  writeTogether(texts);
  return Object.keys(texts);
}
