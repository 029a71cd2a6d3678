import type { Json } from '../pipeline/json.ts';

/** A value of a JSON document as it was written: numbers that a double cannot hold are kept to the last digit. */
export type JsonValue = null | boolean | number | string | ExactNumber | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A number that a double would change, such as 9007199254740993. */
export class ExactNumber {
  /** as the document has it */
  readonly text: string;
  /** the same for all ways to write one number */
  readonly normal: string;

  constructor(text: string) {
    this.text = text;
    this.normal = normalForm(text);
  }

  toJSON(): string {
    return `<number ${this.text}>`;
  }
}

/** A number of JSON, as a double where the double is that number. */
export function exactly(text: string): number | ExactNumber {
  const value = Number(text);
  const exact = new ExactNumber(text);
  return exact.normal === normalForm(String(value)) ? value : exact;
}

/** Digits without zeros at either end, and a power of ten. */
function normalForm(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.slice(0, lengthWithoutZeros(digits));
  if (significant === '') return '0';
  return `${sign}${significant}e${BigInt(power) + BigInt(digits.length - significant.length - fraction.length)}`;
}

/** A pattern that is tied to the end would be tried from each zero on. */
function lengthWithoutZeros(digits: string): number {
  let length = digits.length;
  while (digits[length - 1] === '0') length -= 1;
  return length;
}

export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof ExactNumber);
}

/** Keys of objects that have very many. */
const manyKeys = new WeakMap<JsonObject, readonly string[]>();

/** How many keys of an object are many: of a million, finding them out takes a third of a second each time. */
const MANY = 1_000;

/** The keys of an object that no longer gets or loses any. */
export function keysOf(object: JsonObject): readonly string[] {
  const known = manyKeys.get(object);
  if (known) return known;
  const keys = Object.keys(object);
  if (keys.length >= MANY) manyKeys.set(object, keys);
  return keys;
}

/**
 * A value as differences carry it. A number that plain JSON has no room for becomes a text that no string is mistaken
 * for at a glance: `<number 9007199254740993>`.
 */
export function toJson(value: JsonValue): Json {
  if (value instanceof ExactNumber) return value.toJSON();
  if (isList(value)) return value.map(toJson);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
}

/** Whether two values are equal; the order of keys is no part of a value. */
export function isSame(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (a instanceof ExactNumber) return b instanceof ExactNumber && a.normal === b.normal;
  if (isList(a)) {
    return isList(b) && a.length === b.length && a.every((item, at) => isSame(item, b[at] as JsonValue));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = keysOf(a);
  return (
    keys.length === keysOf(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key] as JsonValue, b[key] as JsonValue))
  );
}

/** A text that is the same for two values exactly if they are equal; the order of keys is no part of a value. */
export function canonicalJson(value: JsonValue): string {
  if (value instanceof ExactNumber) return value.normal;
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  // Of -0 this makes 0.
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
  return `{${members.sort().join(',')}}`;
}
