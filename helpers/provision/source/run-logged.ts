import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { Commands } from '../../process/commands.ts';

/**
 * Runs a program in a folder; everything that it prints goes behind what is in a log.
 *
 * @param onLine hears of every line as it comes
 * @returns whether it ended well @throws Interrupted once the commands have been given up
 */
export async function runLogged(
  commands: Commands,
  argv: readonly string[],
  cwd: string,
  log: string,
  onLine: (line: string) => void = () => undefined,
): Promise<boolean> {
  // The shell becomes the program, so that it leads the group; both outputs are one, as on a terminal.
  const { stdout, failure } = commands.stream([
    'sh',
    '-c',
    'cd "$1" && shift && exec "$@" 2>&1',
    'sh',
    cwd,
    ...argv,
  ]);
  const file = createWriteStream(log, { flags: 'a' });
  const written = finished(file);
  const read = async () => {
    for await (const line of createInterface({ input: stdout })) {
      file.write(`${line}\n`);
      onLine(line);
    }
    file.end();
  };
  const [problem] = await Promise.all([failure, read(), written]);
  return problem === undefined;
}
