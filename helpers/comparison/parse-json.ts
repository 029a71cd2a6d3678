import { type MemberNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import { errorLine } from '../text/error-line.ts';
import { grouped } from '../text/grouped.ts';
import { type Location, writeLocation } from './difference.ts';
import { type Outline, outlineOf } from './json-outline.ts';
import { exactly, type JsonValue } from './json-value.ts';
import { parsePlain } from './plain-json.ts';
import { toldKeys } from './told-keys.ts';

/** Levels of lists and objects in a document; what walks over documents goes down by recursion. */
export const DEPTH = 500;

/** Values in a document: 16 MiB of empty lists would be five million. */
export const VALUES = 2_000_000;

/** Characters of a number: 64 bits have 20 digits, a double 17 and a power. */
export const NUMBER = 100;

/** Characters that are read exactly, digit for digit: that takes a second for a million. */
export const EXACTLY = 1_000_000;

export type Parsed =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a document exactly, or says why not: it is no JSON, too large, or has no definite value, since a key stands
 * twice. The time it takes grows with the length of the text and with nothing else.
 */
export function parseJson(text: string): Parsed {
  if (text.trim() === '') return { ok: false, problem: 'empty' };
  const outline = outlineOf(text);
  const excess = excessOf(outline);
  if (excess !== undefined) return { ok: false, problem: `not JSON: ${excess}` };
  try {
    // The exact parser lets control characters in strings pass; this one is strict.
    const { value, isAmbiguous, isUnsure } = parsePlain(text, outline);
    if (!isAmbiguous && !isUnsure) return { ok: true, value };
    if (text.length <= EXACTLY) return { ok: true, value: parseExactly(text) };
    const problem = isAmbiguous
      ? 'ambiguous: a key stands twice'
      : `not JSON: ${grouped(text.length)} characters, in which a number has a fraction, a power or more than 15 digits; up to ${grouped(EXACTLY)} are read exactly`;
    return { ok: false, problem };
  } catch (error) {
    const twice = error instanceof DuplicateKey;
    return { ok: false, problem: `${twice ? 'ambiguous' : 'not JSON'}: ${errorLine(error)}` };
  }
}

/** What of a text is more than is read. */
function excessOf({ depth, values, longestNumber }: Outline): string | undefined {
  if (depth > DEPTH) return `nested deeper than ${DEPTH} levels`;
  if (values > VALUES) return `more than ${grouped(VALUES)} values`;
  if (longestNumber <= NUMBER) return undefined;
  return `a number of ${grouped(longestNumber)} characters, of which up to ${NUMBER} are read`;
}

class DuplicateKey extends Error {}

/** Where a value stands, from the inside out: a list of keys at every value would be copied at every value. */
interface Place {
  readonly key: string | number;
  readonly above: Place | undefined;
}

/**
 * Reads a document with all digits of its numbers and all of its keys.
 *
 * @throws where a key stands twice
 */
export function parseExactly(text: string): JsonValue {
  return toValue(parse(text, { ranges: true }).body, text, undefined);
}

function toValue(node: ValueNode, text: string, at: Place | undefined): JsonValue {
  switch (node.type) {
    case 'Number':
      if (node.range === undefined) throw new TypeError('the parser does not say where a number stands');
      return exactly(text.slice(...node.range));
    case 'Array':
      return node.elements.map(({ value }, index) => toValue(value, text, { key: index, above: at }));
    case 'Object':
      return objectOf(node.members, text, at);
    case 'Null':
      return null;
    case 'Boolean':
    case 'String':
      return node.value;
    case 'NaN':
    case 'Infinity':
      throw new SyntaxError(`${node.type} is no value`);
  }
}

function objectOf(members: readonly MemberNode[], text: string, at: Place | undefined): JsonValue {
  const values = new Map<string, JsonValue>();
  for (const { name, value } of members) {
    const key = name.type === 'String' ? name.value : name.name;
    const place = { key, above: at };
    if (values.has(key)) throw new DuplicateKey(`${writeLocation(field(place))} stands twice`);
    values.set(key, toValue(value, text, place));
  }
  return Object.fromEntries(values);
}

function field(place: Place): Location {
  const keys: (string | number)[] = [];
  for (let at: Place | undefined = place; at; at = at.above) keys.push(at.key);
  return { kind: 'field', keys: toldKeys(keys.reverse()) };
}
