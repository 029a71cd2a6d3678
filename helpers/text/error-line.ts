import { printable } from './printable.ts';

/** What an error says, on one line: messages quote what they were given, line breaks and all. */
export function errorLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return printable(message.replace(/\s+/g, ' ').trim());
}
