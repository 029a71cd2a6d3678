import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FIXTURES } from '../images/image-files.ts';
import { Commands, Interrupted } from '../process/commands.ts';
import { guard } from '../process/guardian.ts';
import { hostArch } from '../references/host-arch.ts';
import { errorLine } from '../text/error-line.ts';
import { plural } from '../text/plural.ts';
import { UsageError } from '../text/usage-error.ts';
import { AT_A_TIME, spaceFor } from './at-a-time.ts';
import { fetchCandidate } from './candidate/fetch-candidate.ts';
import type { Context } from './context.ts';
import { Unavailable } from './find-archives.ts';
import { listInstalled } from './installed.ts';
import { cleanUpWhenInterrupted } from './interruption.ts';
import { list } from './list.ts';
import { NoSpace, orNoSpace } from './no-space.ts';
import { HELP, type Options, parseOptions } from './options.ts';
import { provision } from './provision.ts';
import { complain, say } from './report.ts';
import { build } from './source/build.ts';
import { Stagings } from './staging.ts';

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
  // First of all: what is started from now on ends with this process.
  await guard();
  const binaries = resolve(folder);
  const archFolder = join(binaries, hostArch());
  const there = listInstalled(archFolder).length;
  if (options.ifEmpty && there > 0) {
    say(`${plural(there, 'reference')} in ${archFolder}; npm run provision looks for more`);
    return 0;
  }
  const commands = new Commands();
  const { timeLimit } = options;
  const stagings = new Stagings(commands);
  const context = { commands, stagings, timeLimit, binaries, archFolder, fixtures: FIXTURES };
  return attempt(context, options, there > 0 && options.candidate === undefined);
}

/**
 * Does what was asked, and leaves nothing unfinished behind however it ends.
 *
 * @param usable whether there is a release to go on with where what was asked for cannot be fetched
 */
async function attempt(context: Context, options: Options, usable: boolean): Promise<number> {
  cleanUpWhenInterrupted(context);
  try {
    const { build: path, candidate } = options;
    if (candidate) return await fetchCandidate(context, candidate, options);
    if (path !== undefined) return await build(context, { ...options, build: path });
    return options.list ? await list(context, options) : await provision(context, options);
  } catch (error) {
    // The signal's handler ends the process, once everything that was running is gone.
    if (error instanceof Interrupted)
      return await new Promise<never>(() => setInterval(() => undefined, 1000));
    const cause = orNoSpace(error, context.binaries, spaceFor(AT_A_TIME));
    if (cause instanceof NoSpace) await context.commands.giveUp();
    complain(errorLine(cause));
    return error instanceof Unavailable && usable && !options.force && options.archives.length === 0 ? 0 : 1;
  } finally {
    await context.stagings.remove();
  }
}
