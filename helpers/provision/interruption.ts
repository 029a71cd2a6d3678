import type { Context } from './context.ts';
import { complain } from './report.ts';

/** The usual exit status after a signal: 128 and its number. */
const EXIT: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Ends the run on a signal, and when nobody reads the output any more: first the programs that are running, then what
 * is unfinished goes. A second signal changes nothing, as the clean-up is under way.
 */
export function cleanUpWhenInterrupted({ commands, stagings }: Context): void {
  let ending = false;
  const end = async (code: number, line?: string) => {
    if (ending) return;
    ending = true;
    await commands.giveUp();
    await stagings.remove();
    // What the signal came from may be gone together with the terminal.
    if (line !== undefined) complain(line);
    process.exit(code);
  };
  for (const [signal, code] of Object.entries(EXIT))
    process.on(signal, () => void end(code, `ended by ${signal}: what was not finished is removed again`));
  for (const output of [process.stdout, process.stderr]) output.on('error', () => void end(141));
}
