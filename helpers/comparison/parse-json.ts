import { type MemberNode, parse, type ValueNode } from '@humanwhocodes/momoa';
import { errorLine } from '../text/error-line.ts';
import { type Location, writeLocation } from './difference.ts';
import { exactly, type JsonValue } from './json-value.ts';
import { parsePlain } from './plain-json.ts';

/** Levels of lists and objects in a document; what walks over documents goes down by recursion. */
const DEPTH = 500;

export type Parsed =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly problem: string };

/** Reads a document exactly. One in which a key stands twice has no definite value, so it is a problem too. */
export function parseJson(text: string): Parsed {
  if (text.trim() === '') return { ok: false, problem: 'empty' };
  try {
    // The exact parser lets control characters in strings pass; this one is strict.
    const plain = parsePlain(text, DEPTH);
    return { ok: true, value: plain === undefined ? parseExactly(text) : plain };
  } catch (error) {
    const twice = error instanceof DuplicateKey;
    return { ok: false, problem: `${twice ? 'ambiguous' : 'not JSON'}: ${errorLine(error)}` };
  }
}

class DuplicateKey extends Error {}

/**
 * Reads a document with all digits of its numbers and all of its keys.
 *
 * @throws where a key stands twice, or a value lies too deep
 */
export function parseExactly(text: string): JsonValue {
  return toValue(parse(text, { ranges: true }).body, text, []);
}

function toValue(node: ValueNode, text: string, at: readonly (string | number)[]): JsonValue {
  if (at.length > DEPTH) throw new RangeError(`nested deeper than ${DEPTH} levels`);
  switch (node.type) {
    case 'Number':
      if (node.range === undefined) throw new TypeError('the parser does not say where a number stands');
      return exactly(text.slice(...node.range));
    case 'Array':
      return node.elements.map(({ value }, index) => toValue(value, text, [...at, index]));
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

function objectOf(members: readonly MemberNode[], text: string, at: readonly (string | number)[]): JsonValue {
  const values = new Map<string, JsonValue>();
  for (const { name, value } of members) {
    const key = name.type === 'String' ? name.value : name.name;
    const keys = [...at, key];
    if (values.has(key)) throw new DuplicateKey(`${writeLocation(field(keys))} stands twice`);
    values.set(key, toValue(value, text, keys));
  }
  return Object.fromEntries(values);
}

function field(keys: readonly (string | number)[]): Location {
  return { kind: 'field', keys };
}
