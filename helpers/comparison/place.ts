/** One step from an object or array to a value in it, with the container: conditions look at its other members. */
export interface Hop {
  readonly key: string | number;
  readonly value: unknown;
}

interface Part {
  readonly name: string;
  /** `type` that the value under this key must have */
  readonly types?: readonly string[];
}

/** Compiles a place of the whitelist (grammar: whitelist.ts) into a test of a path. */
export function compilePlace(place: string): (path: readonly Hop[]) => boolean {
  const parts = place.split('.').map((text): Part => {
    const match = /^(.+)\[type=(.+)\]$/.exec(text);
    return match?.[1] && match[2] ? { name: match[1], types: match[2].split('|') } : { name: text };
  });
  return (path) => matches(parts, path);
}

function matches(parts: readonly Part[], path: readonly Hop[]): boolean {
  const [part, ...later] = parts;
  const [hop, ...deeper] = path;
  if (part === undefined) return hop === undefined;
  if (part.name === '**') {
    return matches(later, path) || (hop !== undefined && (later.length === 0 || matches(parts, deeper)));
  }
  if (hop === undefined) return false;
  const named = part.name === '*' ? typeof hop.key === 'number' : part.name === hop.key;
  return named && (part.types === undefined || hasType(hop.value, part.types)) && matches(later, deeper);
}

function hasType(value: unknown, types: readonly string[]): boolean {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return typeof type === 'string' && types.includes(type);
}
