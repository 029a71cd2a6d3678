import { copyOf } from './copy-of.ts';
import { grouped } from './grouped.ts';

/**
 * Characters that do something to a terminal or to the text around them: controls, line breaks among them, formats such
 * as those that turn the direction of a text, halves of surrogate pairs; and what GitHub Actions takes for a command
 * wherever it stands in a line.
 */
const ACTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?<=#)#(?=\[)/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * What a candidate has said, or called a file, as a part of a line that people read: nothing in it is obeyed by what
 * shows it, and it stays on its line.
 */
export function printable(text: string): string {
  return text.replace(ACTIVE, (character) => NAMED[character] ?? escaped(character));
}

/** Characters of a line that are shown; an error message has some hundred. */
const WIDTH = 500;

/** As `printable`, for a line that may be of any length: a long one is cut, and its length told. */
export function printableLine(line: string): string {
  const shown = printable(copyOf(line.slice(0, WIDTH)));
  return line.length <= WIDTH ? shown : `${shown}… (${grouped(line.length)} characters)`;
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
