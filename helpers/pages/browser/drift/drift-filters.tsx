import { useMemo } from 'preact/hooks';
import type { DriftData } from '../../drift-data.ts';
import { Choice } from '../shared/choice.tsx';
import { count } from '../shared/words.ts';
import { type DriftFilter, EVERYTHING, type ShownDrift } from './filter.ts';

interface Props {
  readonly data: DriftData;
  readonly filter: DriftFilter;
  readonly onFilter: (filter: DriftFilter) => void;
  readonly shown: readonly ShownDrift[];
}

/** What chooses the cases that are shown. */
export function DriftFilters({ data, filter, onFilter, shown }: Props) {
  const commands = useMemo(() => [...new Set(data.types.map(({ command }) => command))].sort(), [data]);
  const types = useMemo(() => data.types.map(({ name }) => name), [data]);
  const set = (part: Partial<DriftFilter>) => onFilter({ ...filter, ...part });
  const isEverything = filter.text.trim() === '' && filter.command === '' && filter.type === '';
  return (
    <search class="filters">
      <label>
        Find
        <input
          type="search"
          value={filter.text}
          placeholder="case, field"
          onInput={({ currentTarget }) => set({ text: currentTarget.value })}
        />
      </label>
      <Choice
        label="Command"
        value={filter.command}
        values={commands}
        onChoice={(command) => set({ command })}
      />
      <Choice label="Output type" value={filter.type} values={types} onChoice={(type) => set({ type })} />
      <label class="check">
        <input
          type="checkbox"
          checked={filter.changing}
          onChange={({ currentTarget }) => set({ changing: currentTarget.checked })}
        />
        only what changes
      </label>
      <p role="status">{count(shown.length, 'output')}</p>
      {(!isEverything || filter.changing) && (
        <button type="button" onClick={() => onFilter(EVERYTHING)}>
          Show everything
        </button>
      )}
    </search>
  );
}
