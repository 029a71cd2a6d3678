/** One step from an object or array to a value in it, with the container: conditions look at its other members. */
export interface Hop {
  readonly key: string | number;
  readonly value: unknown;
}

interface Part {
  readonly name: string;
  /** `type` that the value under this key must have */
  readonly types?: readonly string[];
  readonly next: Part | undefined;
}

/** A place of the whitelist as far as a path has followed it, and what is at the place. */
export interface Followed<T> {
  /** what is still to be followed */
  readonly part: Part | undefined;
  readonly at: T;
}

/** Places that are followed together. */
export type Places<T> = readonly Followed<T>[];

/** A place of the whitelist (grammar: whitelist.ts), to be followed from the top of a document. */
export function compilePlace<T>(place: string, at: T): Followed<T> {
  const part = place.split('.').reduceRight<Part | undefined>((next, text) => {
    const match = /^(.+)\[type=(.+)\]$/.exec(text);
    return match?.[1] && match[2]
      ? { name: match[1], types: match[2].split('|'), next }
      : { name: text, next };
  }, undefined);
  return { part, at };
}

/**
 * Follows places one hop down; those that do not lead there are left out. So a walk over a document asks at each value
 * what remains of the places, not all places of the whole path.
 *
 * @returns the very same list where nothing has changed, as below a place that nothing leads to
 */
export function follow<T>(places: Places<T>, hop: Hop): Places<T> {
  const followed: Followed<T>[] = [];
  for (const place of places) {
    const { part, at } = place;
    if (part === undefined) continue;
    const isAnywhere = part.name === '**';
    if (isAnywhere) followed.push(place);
    const named = isAnywhere ? part.next : part;
    if (named && leadsTo(named, hop)) followed.push({ part: named.next, at });
  }
  return isAlike(followed, places) ? places : followed;
}

function isAlike<T>(some: Places<T>, others: Places<T>): boolean {
  return some.length === others.length && some.every((place, at) => place === others[at]);
}

/** By what a hop can lead to one of some places. */
interface Leads {
  readonly names: ReadonlySet<string | undefined>;
  readonly isAny: boolean;
}

const leadsOfPlaces = new WeakMap<Places<unknown>, Leads>();

/**
 * Whether a place can be reached by a hop with a key, so far as the key tells: of an object with a million members most
 * are at no place.
 */
export function mayLead(places: Places<unknown>, key: string | number): boolean {
  const known = leadsOfPlaces.get(places);
  const { names, isAny } = known ?? leadsOf(places);
  if (!known) leadsOfPlaces.set(places, { names, isAny });
  return isAny || names.has(typeof key === 'number' ? '*' : key);
}

function leadsOf(places: Places<unknown>): Leads {
  const next = places.flatMap(({ part }) => (part?.name === '**' ? [part, part.next] : [part]));
  const isAny = next.some((part) => part?.name === '**' && part.next === undefined);
  return { names: new Set(next.map((part) => part?.name)), isAny };
}

/** Whether nothing has to follow. */
export function isReached({ part }: Followed<unknown>): boolean {
  return part === undefined || (part.name === '**' && part.next === undefined);
}

function leadsTo({ name, types }: Part, { key, value }: Hop): boolean {
  const named = name === '*' ? typeof key === 'number' : name === key;
  return named && (types === undefined || hasType(value, types));
}

function hasType(value: unknown, types: readonly string[]): boolean {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return typeof type === 'string' && types.includes(type);
}
