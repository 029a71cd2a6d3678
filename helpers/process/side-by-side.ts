/**
 * Runs a job for every item, at most `limit` at a time. Results are in the order of the items. When a job fails, those
 * that are running go on to their end, and no other is begun.
 */
export async function sideBySide<Item, Outcome>(
  items: readonly Item[],
  limit: number,
  job: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next;
      next += 1;
      try {
        outcomes[index] = await job(items[index] as Item);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return outcomes;
}
