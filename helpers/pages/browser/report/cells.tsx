import type { Result } from '../../../cells/verdict.ts';
import type { Outcome, ReportData } from '../../report-data.ts';
import type { Column } from '../shared/columns.ts';
import type { Block } from '../shared/grid.tsx';
import { addressOf } from './address.ts';
import type { ShownCase } from './filter.ts';
import { CHANGE_SYMBOLS, SYMBOLS, WORST_FIRST } from './results.ts';

interface BlockCellProps {
  readonly block: Block<ShownCase>;
  readonly column: Column;
  readonly outcomes: readonly Outcome[];
}

/** How the cells of a block ended, in numbers where they did not all end well. */
export function BlockCell({ block, column, outcomes }: BlockCellProps) {
  const counts = countBlock(block, column, outcomes);
  // Of many cells the worst is shown, and skipped only where nothing else is.
  const worst = WORST_FIRST.find((result) => counts.has(result));
  if (worst === undefined) return <td class="none" />;
  const words = [...counts].map(([result, number]) => `${number} ${result}`).join(', ');
  const told = worst === 'match' || worst === 'skipped' ? '' : ` ${counts.get(worst)}`;
  return (
    <td class={worst} title={words}>
      <span aria-hidden="true">{SYMBOLS[worst] + told}</span>
      <span class="hidden">{words}</span>
    </td>
  );
}

function countBlock(
  { cases }: Block<ShownCase>,
  { first, last }: Column,
  outcomes: readonly Outcome[],
): ReadonlyMap<Result, number> {
  const counts = new Map<Result, number>();
  const releases = last - first + 1;
  for (const one of cases) {
    const result = outcomes[one.outcomes[first] ?? -1]?.result;
    if (result !== undefined) counts.set(result, (counts.get(result) ?? 0) + releases);
  }
  return counts;
}

interface CaseCellProps {
  readonly one: ShownCase;
  readonly column: Column;
  readonly data: ReportData;
  readonly isOpen: boolean;
}

/** How a case ended at the releases of a column: a link to its newest cell. */
export function CaseCell({ one, column, data, isOpen }: CaseCellProps) {
  const outcome = data.outcomes[one.outcomes[column.first] ?? -1];
  if (!outcome) return <td class="none" />;
  const { result, text, change } = outcome;
  const words = change === undefined ? result : `${result}, ${change}`;
  return (
    <td class={result}>
      <a
        href={addressOf(one.data, data.run.versions[column.last] ?? '')}
        tabIndex={-1}
        title={text === '' ? words : `${words}: ${text}`}
        aria-current={isOpen ? 'true' : undefined}
      >
        <span aria-hidden="true">
          {SYMBOLS[result] + (change === undefined ? '' : CHANGE_SYMBOLS[change])}
        </span>
        <span class="hidden">{words}</span>
      </a>
    </td>
  );
}
