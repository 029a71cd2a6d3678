import type { Statement } from './comparator.ts';
import type { Difference, Location } from './difference.ts';
import { differenceOf } from './json-document.ts';
import {
  canonicalJson,
  ExactNumber,
  isObject,
  type JsonObject,
  type JsonValue,
  toJson,
} from './json-value.ts';

type ExtentLocation = Extract<Location, { kind: 'extent' }>;
type Keys = readonly (string | number)[];

/** A stretch of bytes of which one thing is said, as `qemu-img map --output=json` lists them. */
interface Extent {
  readonly start: bigint;
  readonly end: bigint;
  readonly object: JsonObject;
}

/** The extents of a list of objects that all have an integer `start` and `length`; undefined for any other list. */
export function extentsOf(list: readonly JsonValue[]): Extent[] | undefined {
  const extents = list.flatMap((item) => extentOf(item) ?? []);
  return extents.length === list.length ? extents : undefined;
}

function extentOf(item: JsonValue): Extent | undefined {
  if (!isObject(item)) return undefined;
  const [start, length] = [integer(item.start), integer(item.length)];
  return start === undefined || length === undefined
    ? undefined
    : { start, end: start + length, object: item };
}

function integer(value: JsonValue | undefined): bigint | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  return value instanceof ExactNumber && /^-?\d+$/.test(value.text) ? BigInt(value.text) : undefined;
}

/**
 * Compares two lists of extents by what they say of the bytes, not by index. Extents of the same start and length are
 * compared by field. Where the two lists cut differently, the stretch up to where they meet again is one difference,
 * with the extents of both that lie in it.
 *
 * @param keys of the lists
 */
export function compareExtents(
  keys: Keys,
  expected: readonly Extent[],
  actual: readonly Extent[],
): Difference[] {
  const found: Difference[] = [];
  const [left, right] = [[...expected], [...actual]];
  while (left.length > 0 || right.length > 0) {
    const [a, b] = [left[0], right[0]];
    if (a && b && a.start === b.start && a.end === b.end) {
      found.push(...compareFields(keys, a, b));
      left.shift();
      right.shift();
    } else {
      found.push(takeStretch(keys, left, right));
    }
  }
  return found;
}

function compareFields(keys: Keys, expected: Extent, actual: Extent): Difference[] {
  const names = new Set([...Object.keys(expected.object), ...Object.keys(actual.object)]);
  return [...names].sort().flatMap((name) => {
    const location = locationOf(keys, expected, name);
    const [a, b] = [member(expected, name), member(actual, name)];
    const isSame = a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
    return isSame ? [] : [differenceOf(location, a, b)];
  });
}

/** Takes from the front of both lists what lies in one stretch; at least one extent. */
function takeStretch(keys: Keys, left: Extent[], right: Extent[]): Difference {
  const [a, b] = [left[0], right[0]];
  const first = a && (!b || a.start <= b.start) ? a : b;
  if (!first) throw new RangeError('no extents are left');
  const stretch = { start: first.start, end: first.end };
  const expected: JsonValue[] = [];
  const actual: JsonValue[] = [];
  const take = (from: Extent[], to: JsonValue[]) => {
    const next = from[0];
    // An extent without a byte begins where it ends.
    if (!next || (next.start >= stretch.end && next.start !== stretch.start)) return false;
    if (next.end > stretch.end) stretch.end = next.end;
    to.push(next.object);
    from.shift();
    return true;
  };
  while (take(left, expected) || take(right, actual));
  return differenceOf(locationOf(keys, first), together(expected), together(actual));
}

/** One extent is shown as itself. */
function together(objects: readonly JsonValue[]): JsonValue | undefined {
  return objects.length > 1 ? objects : objects[0];
}

function member({ object }: Extent, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function locationOf(keys: Keys, { start }: Extent, field?: string): ExtentLocation {
  return { kind: 'extent', keys, start: String(start), ...(field === undefined ? {} : { field }) };
}

/** Every extent of a list, and every field of it. */
export function statementsOf(keys: Keys, extents: readonly Extent[]): Statement[] {
  return extents.flatMap((extent) => [
    { location: locationOf(keys, extent), value: toJson(extent.object) },
    ...Object.entries(extent.object).map(([name, value]) => ({
      location: locationOf(keys, extent, name),
      value: toJson(value),
    })),
  ]);
}
