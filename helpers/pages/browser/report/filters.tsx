import { useMemo } from 'preact/hooks';
import type { Reader } from '../../../pipeline/reader.ts';
import { KINDS, type Kind } from '../../../reporting/history/change.ts';
import type { ReportData } from '../../report-data.ts';
import { Choice } from '../shared/choice.tsx';
import { count } from '../shared/words.ts';
import { EVERYTHING, type Filter, isEverything, type ShownCase } from './filter.ts';

interface Props {
  readonly data: ReportData;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly shown: readonly ShownCase[];
}

/** What is gone is in no cell. */
const SEEN = KINDS.filter((kind) => kind !== 'gone');

/** What chooses the cells that are shown; the results are chosen in the census. */
export function Filters({ data, filter, onFilter, shown }: Props) {
  const { suites, targets, readers } = useMemo(() => choicesOf(data), [data]);
  const set = (part: Partial<Filter>) => onFilter({ ...filter, ...part });
  const cells = shown.reduce((sum, { outcomes }) => sum + outcomes.filter((at) => at >= 0).length, 0);
  return (
    <search class="filters">
      <label>
        Find
        <input
          type="search"
          value={filter.text}
          placeholder="case, field, reason"
          onInput={({ currentTarget }) => set({ text: currentTarget.value })}
        />
      </label>
      <Choice label="Suite" value={filter.suite} values={suites} onChoice={(suite) => set({ suite })} />
      <Choice label="Target" value={filter.target} values={targets} onChoice={(target) => set({ target })} />
      <Choice
        label="Found by"
        value={filter.reader}
        values={readers}
        onChoice={(reader) => set({ reader: reader as Reader | '' })}
      />
      {data.run.change && (
        <Choice
          label="Since before"
          value={filter.change}
          values={SEEN}
          onChoice={(change) => set({ change: change as Kind | '' })}
        />
      )}
      <p role="status">{`${count(cells, 'cell')} of ${count(shown.length, 'case')}`}</p>
      {!isEverything(filter) && (
        <button type="button" onClick={() => onFilter(EVERYTHING)}>
          Show everything
        </button>
      )}
    </search>
  );
}

function choicesOf({ cases, outcomes }: ReportData) {
  const sorted = (values: Iterable<string>) => [...new Set(values)].sort();
  return {
    suites: sorted(cases.map(({ suite }) => suite)),
    targets: sorted(cases.map(({ target }) => target)),
    readers: sorted(outcomes.flatMap(({ readers }) => readers)),
  };
}
