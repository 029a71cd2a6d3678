import { fitSizes } from './fit-sizes.ts';
import type { Generated } from './generated.ts';
import { smallerOnes } from './smaller-ones.ts';
import { isSound } from './sound.ts';

/** How many are tried side by side: of those that show it, the first counts. */
const AT_ONCE = 3;

/**
 * Makes a pipeline as small as it can be while it shows something: operation by operation, then option by option, then
 * size by size, as often as there is something to leave out.
 *
 * @param shows whether a smaller one does
 * @param isOver asked before each; then the smallest so far stays
 */
export async function reduce(
  whole: Generated,
  shows: (pipeline: Generated) => Promise<boolean>,
  isOver: () => boolean,
): Promise<Generated> {
  const tried = new Set([JSON.stringify(whole)]);
  let smallest = whole;
  for (let next: Generated | undefined = whole; next !== undefined; ) {
    smallest = next;
    next = undefined;
    const candidates = untried(smallest, tried);
    while (next === undefined) {
      if (isOver()) return smallest;
      const some = take(candidates, AT_ONCE);
      if (some.length === 0) break;
      const answers = await Promise.all(some.map(shows));
      next = some.find((_, index) => answers[index]);
    }
  }
  return smallest;
}

/** Smaller pipelines that hold together and were not tried yet. */
function* untried(pipeline: Generated, tried: Set<string>): Generator<Generated> {
  for (const smaller of smallerOnes(pipeline)) {
    const candidate = isSound(smaller) ? fitSizes(smaller) : undefined;
    const key = JSON.stringify(candidate);
    if (candidate === undefined || tried.has(key)) continue;
    tried.add(key);
    yield candidate;
  }
}

function take<T>(from: Iterator<T>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const { value, done } = from.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}
