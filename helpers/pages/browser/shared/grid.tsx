import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type Column, columnsOf, rangeOf } from './columns.ts';
import { ensureStop, onTableFocus, onTableKey } from './table-keys.ts';

/** How many cases of one block are shown: more are found by a filter. */
const MANY = 400;

/** A case of which something is shown. */
export interface GridCase {
  /** place among all cases */
  readonly at: number;
  /** by release: what is equal where a reader would see the same, and -1 for nothing */
  readonly outcomes: readonly number[];
}

/** Cases that have one row together until it is opened. */
export interface Block<Case extends GridCase> {
  readonly key: string;
  readonly label: string;
  readonly cases: readonly Case[];
}

export interface GridProps<Case extends GridCase> {
  readonly versions: readonly string[];
  readonly blocks: readonly Block<Case>[];
  /** what the rows are: the head of their column */
  readonly head: string;
  readonly caption: string;
  readonly isOpen: (block: Block<Case>) => boolean;
  readonly onToggle: (block: Block<Case>) => void;
  readonly nameOf: (one: Case) => string;
  readonly blockCell: (block: Block<Case>, column: Column) => ComponentChildren;
  readonly caseCell: (one: Case, column: Column) => ComponentChildren;
}

/** A table of cases by release; neighbouring releases that agree in all that is shown are one column. */
export function Grid<Case extends GridCase>(props: GridProps<Case>) {
  const { versions, blocks, head, caption } = props;
  const table = useRef<HTMLTableElement>(null);
  const columns = useMemo(() => {
    const rows = blocks.flatMap(({ cases }) => cases.map(({ outcomes }) => outcomes));
    return columnsOf(rows, versions.length);
  }, [blocks, versions]);
  useLayoutEffect(() => ensureStop(table.current));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys where nothing in it is
    <section class="scroll grid" aria-label="cells by release" tabIndex={0}>
      <table ref={table} onKeyDown={onTableKey} onFocusIn={onTableFocus}>
        <caption class="faint">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {columns.map((column) => (
              <th scope="col" key={column.first}>
                {rangeOf(column, versions)
                  .split('–')
                  .map((version, at) => (
                    <span key={version}>
                      {at > 0 && '–'}
                      {version}
                    </span>
                  ))}
              </th>
            ))}
          </tr>
        </thead>
        {blocks.map((block) => (
          <BlockRows {...props} key={block.key} block={block} columns={columns} />
        ))}
      </table>
    </section>
  );
}

interface BlockProps<Case extends GridCase> extends GridProps<Case> {
  readonly block: Block<Case>;
  readonly columns: readonly Column[];
}

function BlockRows<Case extends GridCase>(props: BlockProps<Case>) {
  const { block, columns, nameOf, blockCell, caseCell } = props;
  const { cases } = block;
  const isOpen = props.isOpen(block);
  const shown = isOpen ? cases.slice(0, MANY) : [];
  return (
    <tbody>
      <tr class="block">
        <th scope="row">
          <button type="button" tabIndex={-1} aria-expanded={isOpen} onClick={() => props.onToggle(block)}>
            <span aria-hidden="true">{isOpen ? '▾ ' : '▸ '}</span>
            {block.label}
            <span class="faint"> {cases.length}</span>
          </button>
        </th>
        {columns.map((column) => blockCell(block, column))}
      </tr>
      {shown.map((one) => (
        <tr key={one.at}>
          <th scope="row">{nameOf(one)}</th>
          {columns.map((column) => caseCell(one, column))}
        </tr>
      ))}
      {isOpen && cases.length > shown.length && (
        <tr>
          <th scope="row">{`and ${cases.length - shown.length} more cases: find them by name`}</th>
        </tr>
      )}
    </tbody>
  );
}
