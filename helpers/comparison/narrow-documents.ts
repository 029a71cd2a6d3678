import { compareExtents, extentsOfBoth } from './extents.ts';
import { isList, isObject, isSame, type JsonObject, type JsonValue, keysOf } from './json-value.ts';
import { TOLD, Told } from './told.ts';

/** What of a document is not as in the other: members and items by their marked keys, down to a value that differs. */
export type Unlike = 'expected' | 'actual' | { [mark: string]: Unlike };

export interface Narrowed {
  readonly expected: Unlike;
  readonly actual: Unlike;
}

/**
 * Two documents for deep-diff without all that is equal in them, and with no more than can be told of what differs: it
 * looks for each key of an object among all of the other's, holds every value against all that it lies in, has no exact
 * numbers and passes over a member whose key is empty.
 *
 * @param told counts what differs and is not in the result
 * @returns undefined where nothing differs
 */
export function narrowDocuments(expected: JsonValue, actual: JsonValue, told: Told): Narrowed | undefined {
  let room = TOLD;
  const narrow = (one: JsonValue, other: JsonValue): Narrowed | undefined => {
    if (isObject(one) && isObject(other)) return narrowMembers(one, other);
    const extents = extentsOfBoth(one, other);
    if (!extents && isList(one) && isList(other)) return narrowItems(one, other);
    if (isSame(one, other)) return undefined;
    if (hasRoom()) return { expected: 'expected', actual: 'actual' };
    if (extents) told.count(countExtents(...extents));
    else told.count(1);
    return undefined;
  };
  const hasRoom = () => {
    room -= 1;
    return room >= 0;
  };
  const narrowMembers = (one: JsonObject, other: JsonObject) => {
    const pair = new Pair();
    for (const key of keysOf(one)) {
      const mark = `.${key}`;
      if (Object.hasOwn(other, key)) pair.add(mark, narrow(one[key] ?? null, other[key] ?? null));
      else if (hasRoom()) pair.addMissing(mark);
      else told.count(1);
    }
    for (const key of keysOf(other)) {
      if (Object.hasOwn(one, key)) continue;
      if (hasRoom()) pair.addExcess(`.${key}`);
      else told.count(1);
    }
    return pair.narrowed;
  };
  const narrowItems = (one: readonly JsonValue[], other: readonly JsonValue[]) => {
    const pair = new Pair();
    for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
      const [a, b] = [one[at], other[at]];
      const mark = `#${at}`;
      if (a !== undefined && b !== undefined) pair.add(mark, narrow(a, b));
      else if (!hasRoom()) told.count(1);
      else if (b === undefined) pair.addMissing(mark);
      else pair.addExcess(mark);
    }
    return pair.narrowed;
  };
  return narrow(expected, actual);
}

/** The key that a mark stands for. */
export function keyOfMark(mark: string): string | number {
  return mark.startsWith('#') ? Number(mark.slice(1)) : mark.slice(1);
}

/** Two objects or lists while what differs in them is put together. */
class Pair {
  readonly #expected: { [mark: string]: Unlike } = {};
  readonly #actual: { [mark: string]: Unlike } = {};
  #isUnlike = false;

  add(mark: string, narrowed: Narrowed | undefined): void {
    if (!narrowed) return;
    this.#isUnlike = true;
    this.#expected[mark] = narrowed.expected;
    this.#actual[mark] = narrowed.actual;
  }

  addMissing(mark: string): void {
    this.#isUnlike = true;
    this.#expected[mark] = 'expected';
  }

  addExcess(mark: string): void {
    this.#isUnlike = true;
    this.#actual[mark] = 'actual';
  }

  get narrowed(): Narrowed | undefined {
    return this.#isUnlike ? { expected: this.#expected, actual: this.#actual } : undefined;
  }
}

function countExtents(...[before, after]: NonNullable<ReturnType<typeof extentsOfBoth>>): number {
  const counted = new Told(0);
  compareExtents([], before, after, counted);
  return counted.total;
}
