/**
 * A function that does its work once for each argument, and gives the same answer from then on.
 *
 * @param keyOf what tells arguments apart; the argument itself where it is left out
 */
export function remembered<A extends readonly unknown[], V>(
  make: (...args: A) => V,
  keyOf: (...args: A) => unknown = (...[first]) => first,
): (...args: A) => V {
  const known = new Map<unknown, V>();
  return (...args) => {
    const key = keyOf(...args);
    if (!known.has(key)) known.set(key, make(...args));
    return known.get(key) as V;
  };
}
