import type { Block, GridCase } from './grid.tsx';

/** Cases by what they have in common, in the order in which they come. */
export function blocksOf<Case extends GridCase>(
  cases: readonly Case[],
  labelOf: (one: Case) => string,
): Block<Case>[] {
  const blocks = new Map<string, Case[]>();
  for (const one of cases) {
    const label = labelOf(one);
    const block = blocks.get(label);
    if (block) block.push(one);
    else blocks.set(label, [one]);
  }
  return [...blocks].map(([label, members]) => ({ key: label, label, cases: members }));
}

/** What was opened, with something more, or without it where it was open. */
export function toggled(opened: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(opened);
  if (!next.delete(key)) next.add(key);
  return next;
}
