import { createHash } from 'node:crypto';
import { copyOf } from '../text/copy-of.ts';
import { grouped } from '../text/grouped.ts';

/** Characters that are shown of a text which is too long. */
const BEGINNING = 100;

/**
 * A text that is too long, as differences and reasons tell of it: no other has the same hash, so what differs is told
 * apart behind the end of what is shown too.
 *
 * @param what it is: `text`, `key`
 */
export function toldText(what: string, text: string): string {
  // UTF-8 has no room for half a surrogate pair, and would make all of them one.
  const bytes = /\p{Surrogate}/u.test(text) ? Buffer.from(text, 'utf16le') : text;
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return `<${what} of ${grouped(text.length)} characters, sha256 ${hash}: ${beginningOf(text)}…>`;
}

/** A copy: as a part of the text it would keep all of it in memory. */
function beginningOf(text: string): string {
  return copyOf(text.slice(0, BEGINNING).replace(/[\uD800-\uDBFF]$/, ''));
}
