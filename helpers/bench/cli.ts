import { loadavg } from 'node:os';
import { Commands, Interrupted } from '../process/commands.ts';
import { guard } from '../process/guardian.ts';
import { errorLine } from '../text/error-line.ts';
import { plural } from '../text/plural.ts';
import { UsageError } from '../text/usage-error.ts';
import { goalsTable } from './goals-table.ts';
import { type Ground, prepareGround } from './ground.ts';
import { HELP, type Options, parseOptions } from './options.ts';
import { measurePage } from './page/measure-page.ts';
import { profile } from './profile.ts';
import { reportLines } from './report.ts';
import { measureRounds } from './rounds.ts';

/** Up to this load average nobody else is at work. */
const QUIET = 0.5;

/** The usual exit status after a signal: 128 and its number. */
const EXIT = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 2 for a command line or a setting that cannot be used, 1 where something fails */
async function main(argv: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const commands = new Commands();
  endWhenInterrupted(commands);
  let isReady = false;
  try {
    // First of all: what is started from now on ends with this process.
    await guard();
    if (options.page) {
      for (const line of goalsTable(await measurePage(options.rounds))) process.stdout.write(`${line}\n`);
      return 0;
    }
    const ground = await prepareGround(commands);
    isReady = true;
    await measureWhatWasAsked(ground, options);
    return 0;
  } catch (error) {
    // The signal's handler ends the process.
    if (error instanceof Interrupted)
      return await new Promise<never>(() => setInterval(() => undefined, 1000));
    process.stderr.write(`bench: ${errorLine(error)}\n`);
    return error instanceof UsageError && !isReady ? 2 : 1;
  }
}

async function measureWhatWasAsked(ground: Ground, options: Options): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (options.profile !== undefined) {
    for (const line of await profile(options.profile, ground)) say(line);
    return;
  }
  const tell = (line: string) => process.stderr.write(`bench  ${line}\n`);
  const [load = 0] = loadavg();
  if (load > QUIET)
    tell(`the load average is ${load.toFixed(1)}: what is measured beside others says little`);
  const measured = await measureRounds(ground, options.only, options.rounds, tell);
  say(
    `${plural(ground.cores, 'core')}, load average ${load.toFixed(1)} before; medians of ${options.rounds}`,
  );
  say('');
  for (const line of reportLines(measured)) say(line);
}

/** Ends what runs; what was made goes when the process exits. */
function endWhenInterrupted(commands: Commands): void {
  for (const [signal, code] of Object.entries(EXIT)) {
    process.once(signal, async () => {
      await commands.giveUp();
      process.exit(code);
    });
  }
}
