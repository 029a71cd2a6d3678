import { shellQuote } from './shell-quote.ts';

/** `NAME=value` for a shell, one for each variable that is set to something. */
export function assignments(variables: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(variables).flatMap(([name, value]) => (value ? `${name}=${shellQuote(value)}` : []));
}
