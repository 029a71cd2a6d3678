import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import { explore } from './explore.ts';
import { HELP, type Options, parseOptions } from './options.ts';
import { replay } from './replay.ts';

process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 2 for a command line or a setting that cannot be used */
async function main(argv: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(argv);
    if (options.help) {
      process.stdout.write(HELP);
      return 0;
    }
    return await (options.replay === undefined ? explore(options) : replay(options, options.replay));
  } catch (error) {
    process.stderr.write(`explore: ${errorLine(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}
