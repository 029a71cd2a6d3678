import type { Statement } from './comparator.ts';
import type { Location } from './difference.ts';
import { differenceOf } from './json-document.ts';
import {
  ExactNumber,
  isList,
  isObject,
  isSame,
  type JsonObject,
  type JsonValue,
  toJson,
} from './json-value.ts';
import type { Told } from './told.ts';
import { toldKeys } from './told-keys.ts';

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
  const extents: Extent[] = [];
  for (const item of list) {
    const extent = extentOf(item);
    if (extent === undefined) return undefined;
    extents.push(extent);
  }
  return extents;
}

/** The extents of two values that are both a list of such. */
export function extentsOfBoth(
  expected: JsonValue | undefined,
  actual: JsonValue | undefined,
): readonly [Extent[], Extent[]] | undefined {
  if (!expected || !actual || !isList(expected) || !isList(actual)) return undefined;
  const before = extentsOf(expected);
  const after = before && extentsOf(actual);
  return before && after && [before, after];
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
 * @param told is given what differs
 */
export function compareExtents(
  keys: Keys,
  expected: readonly Extent[],
  actual: readonly Extent[],
  told: Told,
): void {
  const [left, right] = [new Front(expected), new Front(actual)];
  while (left.next || right.next) {
    const [a, b] = [left.next, right.next];
    if (a && b && a.start === b.start && a.end === b.end) {
      compareFields(keys, a, b, told);
      left.take();
      right.take();
    } else {
      takeStretch(keys, left, right, told);
    }
  }
}

/** A list of extents of which the first ones are taken. */
class Front {
  readonly #extents: readonly Extent[];
  #at = 0;

  constructor(extents: readonly Extent[]) {
    this.#extents = extents;
  }

  get next(): Extent | undefined {
    return this.#extents[this.#at];
  }

  get at(): number {
    return this.#at;
  }

  take(): void {
    this.#at += 1;
  }

  takenSince(at: number): JsonObject[] {
    return this.#extents.slice(at, this.#at).map(({ object }) => object);
  }
}

function compareFields(keys: Keys, expected: Extent, actual: Extent, told: Told): void {
  if (isSame(expected.object, actual.object)) return;
  const names = new Set([...Object.keys(expected.object), ...Object.keys(actual.object)]);
  for (const name of [...names].sort()) {
    const [a, b] = [member(expected, name), member(actual, name)];
    if (a !== undefined && b !== undefined && isSame(a, b)) continue;
    told.add(() => differenceOf(locationOf(keys, expected, name), a, b));
  }
}

/** Takes from the front of both lists what lies in one stretch; at least one extent. */
function takeStretch(keys: Keys, left: Front, right: Front, told: Told): void {
  const first = earlier(left.next, right.next);
  const stretch = { start: first.start, end: first.end };
  const from = [left.at, right.at] as const;
  const take = (front: Front) => {
    const { next } = front;
    // An extent without a byte begins where it ends.
    if (!next || (next.start >= stretch.end && next.start !== stretch.start)) return false;
    if (next.end > stretch.end) stretch.end = next.end;
    front.take();
    return true;
  };
  while (take(left) || take(right));
  told.add(() =>
    differenceOf(
      locationOf(keys, first),
      together(left.takenSince(from[0])),
      together(right.takenSince(from[1])),
    ),
  );
}

/** Where two extents could begin a stretch, the first does. */
function earlier(a: Extent | undefined, b: Extent | undefined): Extent {
  const first = a && (!b || a.start <= b.start) ? a : b;
  if (!first) throw new RangeError('no extents are left');
  return first;
}

/** One extent is shown as itself. */
function together(objects: readonly JsonValue[]): JsonValue | undefined {
  return objects.length > 1 ? objects : objects[0];
}

function member({ object }: Extent, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function locationOf(keys: Keys, { start }: Extent, field?: string): ExtentLocation {
  const said = field === undefined ? {} : { field: String(toldKeys([field])) };
  return { kind: 'extent', keys: toldKeys(keys), start: String(start), ...said };
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
