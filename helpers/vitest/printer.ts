import { DefaultReporter, type Vitest } from 'vitest/node';

/** Reporters of Vitest's whose standard output is read by programs. */
const MACHINE = ['json', 'junit', 'tap', 'tap-flat', 'blob'];

/**
 * Prints lines for people: to standard output, unless a program reads that.
 *
 * @param prefix of every line that is not empty
 */
export function printer({ config: { reporters } }: Vitest, prefix = 'parity  '): (line: string) => void {
  const named = reporters.flatMap((entry) => (Array.isArray(entry) ? [entry[0]] : []));
  const forPeople = reporters.some((entry) => entry instanceof DefaultReporter);
  const forPrograms = !forPeople && named.length > 0 && named.every((name) => MACHINE.includes(String(name)));
  const stream = forPrograms ? process.stderr : process.stdout;
  return (line) => {
    stream.write(`${line === '' ? '' : prefix + line}\n`);
  };
}
