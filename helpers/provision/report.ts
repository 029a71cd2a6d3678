import { shownUri } from './place-of.ts';

/** One line for the user. Whole lines only, so that a terminal and a CI log read the same; no password is in one. */
export function say(line: string): void {
  process.stdout.write(`${shownUri(line)}\n`);
}

/** One line about what went wrong. */
export function complain(line: string): void {
  process.stderr.write(`${shownUri(line)}\n`);
}

/** What is said of a term of `--only` that selects nothing. */
export function unmatchedLine(term: string): string {
  return `--only ${term}: no suite has it; --list shows what there is`;
}

/** Sizes as download tools print them, in decimal units. */
export function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/**
 * One line for each cause, with everything that it stopped: a machine without network has one cause, not twenty.
 * @param asked how many suites there were in all
 */
export function byCause(refused: ReadonlyMap<string, string>, asked: number): string[] {
  const causes = new Map<string, string[]>();
  for (const [suite, cause] of refused) causes.set(cause, [...(causes.get(cause) ?? []), suite]);
  return [...causes].map(([cause, suites]) => {
    const which = suites.length === asked && asked > 2 ? `all ${asked} suites` : suites.join(', ');
    return `skip  ${which}: ${cause}`;
  });
}
