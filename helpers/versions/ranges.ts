import { sortVersions } from './order.ts';

/**
 * States a set of releases as ranges: `['7.2.18', '7.2.22', '11.1.3']` of all
 * `['7.2.18', '7.2.22', '10.0.2', '11.1.3']` is `7.2.18-7.2.22, 11.1.3`.
 *
 * @param all every release there is: a range runs over neighbours in this list
 */
export function versionRanges(versions: Iterable<string>, all: Iterable<string>): string {
  const chosen = new Set(versions);
  const runs: string[][] = [];
  let open: string[] | undefined;
  for (const version of sortVersions(new Set([...all, ...chosen]))) {
    if (!chosen.has(version)) {
      open = undefined;
    } else if (open) {
      open.push(version);
    } else {
      open = [version];
      runs.push(open);
    }
  }
  return runs.map((run) => (run.length === 1 ? run[0] : `${run[0]}-${run.at(-1)}`)).join(', ');
}

/**
 * A set of releases as a person says it: `7.2.22 and older` where it is all up to one, `10.0.2 and newer` where it is
 * all from one on, ranges otherwise.
 *
 * @param all every release there is
 */
export function rangeInWords(versions: readonly string[], all: readonly string[]): string {
  const [chosen, ordered] = [sortVersions(new Set(versions)), sortVersions(new Set(all))];
  const [first, last] = [chosen[0], chosen.at(-1)];
  const isRun = chosen.length > 1 && !versionRanges(chosen, ordered).includes(',');
  if (isRun && first === ordered[0]) return `${last} and older`;
  if (isRun && last === ordered.at(-1)) return `${first} and newer`;
  return versionRanges(chosen, ordered);
}
