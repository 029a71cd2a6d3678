import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { Commands } from '../../process/commands.ts';

/**
 * Runs a program in a folder; everything that it prints goes behind what is in a log.
 *
 * @param onLine hears of every line as it comes
 * @returns whether it ended well @throws Interrupted once the commands have been given up, Error where the log cannot be written
 */
export async function runLogged(
  commands: Commands,
  argv: readonly string[],
  cwd: string,
  log: string,
  onLine: (line: string) => void = () => undefined,
): Promise<boolean> {
  // Both outputs are one, as on a terminal; the shell becomes the program, so that it leads the group.
  const { stdout, failure } = commands.stream(['sh', '-c', 'exec "$@" 2>&1', 'sh', ...argv], cwd);
  const file = createWriteStream(log, { flags: 'a' });
  const written = finished(file);
  const read = async () => {
    for await (const line of createInterface({ input: stdout })) {
      file.write(`${line}\n`);
      onLine(line);
    }
    file.end();
  };
  // Whatever fails, the program ends before this does: its folder is removed then.
  const [ending, ...logging] = await Promise.allSettled([failure, read(), written]);
  const failed = [ending, ...logging].find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return ending.status === 'fulfilled' && ending.value === undefined;
}
