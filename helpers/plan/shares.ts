/** Something that is played as a whole, with how much there is of it to play. */
export interface Load {
  readonly key: string;
  readonly cells: number;
}

/**
 * Divides loads among shards, each going to the one that has least: no two of these are further apart than the largest load.
 * Depends on the loads and their order alone, so that all shards come to the same.
 *
 * @returns which shard a key goes to, from 1
 */
export function sharesOf(loads: readonly Load[], count: number): Map<string, number> {
  const totals = Array.from({ length: count }, () => 0);
  return new Map(
    loads.map(({ key, cells }) => {
      const least = totals.indexOf(Math.min(...totals));
      totals[least] = (totals[least] ?? 0) + cells;
      return [key, least + 1];
    }),
  );
}
