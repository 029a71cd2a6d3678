import { useMemo } from 'preact/hooks';
import type { CaseData, ReportData } from '../../report-data.ts';
import { blocksOf, toggled } from '../shared/blocks.ts';
import { Grid } from '../shared/grid.tsx';
import type { CellPlace } from './address.ts';
import { BlockCell, CaseCell } from './cells.tsx';
import { type Filter, isEverything, type ShownCase } from './filter.ts';

/** With so few cases left by a filter, they are all shown at once. */
const FEW = 60;

interface Props {
  readonly data: ReportData;
  readonly shown: readonly ShownCase[];
  readonly filter: Filter;
  /** blocks that were opened */
  readonly opened: ReadonlySet<string>;
  readonly onOpen: (opened: ReadonlySet<string>) => void;
  /** the cell that is open */
  readonly place: CellPlace | undefined;
}

/** Name of the block of a case, which is what the block is opened by. */
export function blockOf({ suite, target }: CaseData): string {
  return `${suite} ${target}`;
}

/** Suites and targets by releases, each opening to its cases. */
export function CellGrid({ data, shown, filter, opened, onOpen, place }: Props) {
  const blocks = useMemo(() => blocksOf(shown, ({ data: one }) => blockOf(one)), [shown]);
  const few = !isEverything(filter) && shown.length <= FEW;
  if (shown.length === 0) return <p>No cell is like that.</p>;
  return (
    <Grid
      versions={data.run.versions}
      blocks={blocks}
      head="suite, target"
      caption="Neighbouring releases that agree in all that is shown are one column. Arrow keys move between cells."
      isOpen={({ key }) => few || opened.has(key)}
      onToggle={({ key }) => onOpen(toggled(opened, key))}
      nameOf={({ data: one }) => one.name}
      blockCell={(block, column) => (
        <BlockCell key={column.first} block={block} column={column} outcomes={data.outcomes} />
      )}
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
