import type { Vitest } from 'vitest/node';

/** Reporters of Vitest's whose standard output is read by programs. */
const MACHINE = ['json', 'junit', 'tap', 'tap-flat', 'blob'];

/** Prints lines for people: to standard output, unless a program reads that. */
export function printer(vitest: Vitest): (line: string) => void {
  const named = vitest.config.reporters.flatMap((entry) => (Array.isArray(entry) ? [entry[0]] : []));
  const forPrograms = named.length > 0 && named.every((name) => MACHINE.includes(String(name)));
  const stream = forPrograms ? process.stderr : process.stdout;
  return (line) => {
    stream.write(`${line === '' ? '' : `parity  ${line}`}\n`);
  };
}
