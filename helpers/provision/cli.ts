import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FIXTURES } from '../images/image-files.ts';
import { FOLDERS } from '../images/packed-files.ts';
import { Commands, Interrupted } from '../process/commands.ts';
import { hostArch } from '../references/host-arch.ts';
import { errorLine } from '../text/error-line.ts';
import { plural } from '../text/plural.ts';
import { UsageError } from '../text/usage-error.ts';
import type { Context } from './context.ts';
import { Unavailable } from './find-archives.ts';
import { listInstalled } from './installed.ts';
import { cleanUpWhenInterrupted } from './interruption.ts';
import { list } from './list.ts';
import { HELP, type Options, parseOptions } from './options.ts';
import { provision } from './provision.ts';
import { complain, say } from './report.ts';
import { build } from './source/build.ts';
import { removeOwnStaging, stagingPath } from './staging.ts';

const BINARIES = fileURLToPath(new URL('../../qemu-img-binaries', import.meta.url));

process.exitCode = await main(process.argv.slice(2), process.env.QEMU_IMG_BINARIES || BINARIES);

/** @returns the exit code: 2 for a command line that cannot be understood */
async function main(argv: readonly string[], folder: string): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(error.message);
    return 2;
  }
  if (options.help) {
    say(HELP.trimEnd());
    return 0;
  }
  const binaries = resolve(folder);
  const archFolder = join(binaries, hostArch());
  const there = listInstalled(archFolder).length;
  if (options.ifEmpty && there > 0) {
    say(`${plural(there, 'reference')} in ${archFolder}; npm run provision looks for more`);
    return 0;
  }
  // This folder is made once it is known that there is something to fetch; until then programs use the system's own.
  const commands = new Commands(stagingPath(binaries, 'tmp'));
  return attempt({ commands, binaries, archFolder, fixtures: FIXTURES }, options, there > 0);
}

/**
 * Does what was asked, and leaves nothing unfinished behind however it ends.
 *
 * @param usable whether there is a release to go on with where none can be fetched
 */
async function attempt(context: Context, options: Options, usable: boolean): Promise<number> {
  const removeUnfinished = () => {
    for (const folder of [context.binaries, join(context.fixtures, FOLDERS.fetched)])
      removeOwnStaging(folder);
  };
  cleanUpWhenInterrupted(context.commands, removeUnfinished);
  try {
    const { build: path } = options;
    if (path !== undefined) return await build(context, { ...options, build: path });
    return options.list ? await list(context, options) : await provision(context, options);
  } catch (error) {
    // The signal's handler ends the process, once everything that was running is gone.
    if (error instanceof Interrupted)
      return await new Promise<never>(() => setInterval(() => undefined, 1000));
    complain(errorLine(error));
    return error instanceof Unavailable && usable && !options.force && options.archives.length === 0 ? 0 : 1;
  } finally {
    removeUnfinished();
  }
}
