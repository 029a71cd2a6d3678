import { Commands, Interrupted } from '../process/commands.ts';
import { guard } from '../process/guardian.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import { prepareGround } from './ground.ts';
import { HELP, type Options, parseOptions } from './options.ts';
import { partsTable } from './parts-table.ts';
import { profile } from './profile.ts';
import { resultsTable } from './results-table.ts';
import { measureRounds } from './rounds.ts';
import { summarize } from './summary.ts';

/** The usual exit status after a signal: 128 and its number. */
const EXIT = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 2 for a command line that cannot be understood, 1 where something cannot be measured */
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
  try {
    // First of all: what is started from now on ends with this process.
    await guard();
    await measureWhatWasAsked(commands, options);
    return 0;
  } catch (error) {
    // The signal's handler ends the process.
    if (error instanceof Interrupted)
      return await new Promise<never>(() => setInterval(() => undefined, 1000));
    process.stderr.write(`bench: ${errorLine(error)}\n`);
    return 1;
  }
}

async function measureWhatWasAsked(commands: Commands, options: Options): Promise<void> {
  const ground = await prepareGround(commands);
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (options.profile !== undefined) {
    for (const line of await profile(options.profile, ground)) say(line);
    return;
  }
  const tell = (line: string) => process.stderr.write(`bench  ${line}\n`);
  const samples = await measureRounds(ground, options.only, options.rounds, tell);
  const summaries = new Map([...samples].map(([part, all]) => [part, summarize(all)]));
  for (const line of [...resultsTable(summaries), '', ...partsTable(summaries)]) say(line);
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
