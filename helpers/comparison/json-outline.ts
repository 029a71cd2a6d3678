/** What can be told of a JSON text without reading it; of a text that is no JSON, something or other. */
export interface Outline {
  /** levels of lists and objects */
  readonly depth: number;
  /** values at most, each list and object among them */
  readonly values: number;
  /** members of all objects, those whose key stands twice too */
  readonly members: number;
  /** characters of the longest number */
  readonly longestNumber: number;
  /** whether a double may change one of the numbers: it has sixteen digits or more, a fraction or a power */
  readonly isUnsure: boolean;
}

/** Looks over a text once, character by character, and keeps nothing. */
export function outlineOf(text: string): Outline {
  let [level, depth, values, members, longestNumber, isUnsure] = [0, 0, 1, 0, 0, false];
  let at = 0;
  while (at < text.length) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        continue;
      case '[':
      case '{':
        level += 1;
        values += 1;
        if (level > depth) depth = level;
        break;
      case ']':
      case '}':
        level -= 1;
        break;
      case ',':
        values += 1;
        break;
      case ':':
        members += 1;
        break;
      default: {
        const end = endOfNumber(text, at);
        if (end === at) break;
        longestNumber = Math.max(longestNumber, end - at);
        isUnsure ||= end - at >= UNSURE_LENGTH || !isWhole(text, at, end);
        at = end;
        continue;
      }
    }
    at += 1;
  }
  return { depth, values, members, longestNumber, isUnsure };
}

/** Digits of a number that a double may not hold. */
const UNSURE_LENGTH = 16;

const [QUOTE, BACKSLASH, MINUS, PLUS, POINT, ZERO, NINE] = [34, 92, 45, 43, 46, 48, 57];

/** @param from the quote that begins it; @returns the place behind the one that ends it */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) break;
  }
  return at + 1;
}

/** @returns the place where the number ends, which is `from` where there is none */
function endOfNumber(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first !== MINUS && !isDigit(first)) return from;
  let at = from + 1;
  while (at < text.length && isOfNumber(text.charCodeAt(at))) at += 1;
  return at;
}

function isWhole(text: string, from: number, end: number): boolean {
  for (let at = from + 1; at < end; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function isOfNumber(code: number): boolean {
  // e, E
  return isDigit(code) || code === POINT || code === MINUS || code === PLUS || code === 101 || code === 69;
}
