/** Runs a job for every item, at most `limit` at a time. Results are in the order of the items. */
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
      outcomes[index] = await job(items[index] as Item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return outcomes;
}
