import { useMemo } from 'preact/hooks';
import type { CaseDrift, DriftData } from '../../drift-data.ts';
import { blocksOf } from '../shared/blocks.ts';
import type { Column } from '../shared/columns.ts';
import { type Block, Grid } from '../shared/grid.tsx';
import { count } from '../shared/words.ts';
import { type DriftPlace, driftAddress } from './address.ts';
import type { DriftFilter, ShownDrift } from './filter.ts';

/** With so few cases left by a filter, they are all shown at once. */
const FEW = 60;

interface Props {
  readonly data: DriftData;
  readonly shown: readonly ShownDrift[];
  readonly filter: DriftFilter;
  readonly opened: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
  readonly place: DriftPlace | undefined;
}

/** Name of the block of a case, which is what the block is opened by. */
export function blockOf({ command, type }: CaseDrift): string {
  return `${command}: ${type}`;
}

/** Output types by releases, each opening to its cases; what changed is marked. */
export function DriftGrid({ data, shown, filter, opened, onToggle, place }: Props) {
  const blocks = useMemo(() => blocksOf(shown, ({ data: one }) => blockOf(one)), [shown]);
  if (shown.length === 0) return <p>No case is like that.</p>;
  const few = filter.text.trim() !== '' && shown.length <= FEW;
  return (
    <Grid
      versions={data.versions}
      blocks={blocks}
      head="command, output type"
      caption="A column begins with each release that changes something of what is shown. Arrow keys move between cells."
      isOpen={({ key }) => few || opened.has(key)}
      onToggle={({ key }) => onToggle(key)}
      nameOf={({ data: one }) => `${one.target} ${one.name}`}
      blockCell={(block, column) => <BlockCell key={column.first} block={block} column={column} />}
      caseCell={(one, column) => (
        <CaseCell
          key={column.first}
          one={one}
          column={column}
          data={data}
          isOpen={place?.case === one.at && column.first <= place.release && place.release <= column.last}
        />
      )}
    />
  );
}

/** In how many cases something changed with the first release of a column. */
function BlockCell({ block, column }: { readonly block: Block<ShownDrift>; readonly column: Column }) {
  const recorded = block.cases.filter(({ outcomes }) => outcomes[column.first] !== -1);
  if (recorded.length === 0) return <td class="skipped" title="not recorded" />;
  const changed = recorded.filter(({ data }) => (data.changes[column.first] ?? -1) >= 0).length;
  if (changed === 0) return <td class="same" title="nothing changed" />;
  const words = `changed in ${count(changed, 'case')} of ${recorded.length}`;
  return (
    <td class="changed" title={words}>
      <span aria-hidden="true">Δ {changed}</span>
      <span class="hidden">{words}</span>
    </td>
  );
}

interface CaseCellProps {
  readonly one: ShownDrift;
  readonly column: Column;
  readonly data: DriftData;
  readonly isOpen: boolean;
}

function CaseCell({ one, column, data, isOpen }: CaseCellProps) {
  const { first } = column;
  if (one.outcomes[first] === -1) return <td class="skipped" title="not recorded" />;
  const text = data.texts[one.data.changes[first] ?? -1];
  const words = text === undefined ? 'nothing changed' : `changed: ${text}`;
  return (
    <td class={text === undefined ? 'same' : 'changed'}>
      <a
        href={driftAddress(one.data, data.versions[first] ?? '')}
        tabIndex={-1}
        title={words}
        aria-current={isOpen ? 'true' : undefined}
      >
        <span aria-hidden="true">{text === undefined ? '·' : 'Δ'}</span>
        <span class="hidden">{words}</span>
      </a>
    </td>
  );
}
