import { printable } from '../../../text/printable.ts';

/** As `printable`, for a text of several lines, which stay lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
