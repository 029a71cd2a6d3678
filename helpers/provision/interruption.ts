import type { Commands } from '../process/commands.ts';

/** The usual exit status after a signal: 128 and its number. */
const EXIT: Readonly<Record<string, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Ends the run on a signal, and when nobody reads the output any more: first the programs that are running, then what
 * is unfinished goes. A second signal changes nothing, as the clean-up is under way.
 */
export function cleanUpWhenInterrupted(commands: Commands, removeUnfinished: () => void): void {
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    await commands.giveUp();
    removeUnfinished();
    process.exit(code);
  };
  for (const [signal, code] of Object.entries(EXIT)) process.on(signal, () => void end(code));
  for (const output of [process.stdout, process.stderr]) output.on('error', () => void end(141));
}
