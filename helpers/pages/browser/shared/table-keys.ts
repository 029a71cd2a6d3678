/**
 * Arrow keys, Home and End move between the links and buttons of a table, which are one stop for the Tab key: a table
 * may have thousands.
 */
export function onTableKey(event: KeyboardEvent): void {
  const table = event.currentTarget as HTMLTableElement;
  const from = (event.target as HTMLElement).closest<HTMLTableCellElement>('td, th');
  const row = from?.parentElement as HTMLTableRowElement | undefined;
  if (!from || !row) return;
  const rows = [...table.rows];
  const at = rows.indexOf(row);
  const steps: Record<string, () => HTMLElement | undefined> = {
    ArrowRight: () => along([...row.cells].slice(from.cellIndex + 1)),
    ArrowLeft: () => along([...row.cells].slice(0, from.cellIndex).reverse()),
    ArrowDown: () => along(rows.slice(at + 1).flatMap((other) => nearest(other, from.cellIndex))),
    ArrowUp: () =>
      along(
        rows
          .slice(0, at)
          .reverse()
          .flatMap((other) => nearest(other, from.cellIndex)),
      ),
    Home: () => along([...row.cells]),
    End: () => along([...row.cells].reverse()),
  };
  const target = steps[event.key]?.();
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/** Makes what has the focus the one stop of its table. */
export function onTableFocus(event: FocusEvent): void {
  const table = event.currentTarget as HTMLTableElement;
  for (const old of table.querySelectorAll('[tabindex="0"]')) old.setAttribute('tabindex', '-1');
  (event.target as HTMLElement).setAttribute('tabindex', '0');
}

/** Sees to it that a table has a stop: what had been it may be gone. */
export function ensureStop(table: HTMLTableElement | null): void {
  if (table?.querySelector('[tabindex="0"]')) return;
  table?.querySelector('tbody [tabindex]')?.setAttribute('tabindex', '0');
}

/** The cells of a row, those first that are nearest to a place: in some rows little can be opened. */
function nearest(row: HTMLTableRowElement, index: number): HTMLTableCellElement[] {
  const distance = ({ cellIndex }: HTMLTableCellElement) => Math.abs(cellIndex - index);
  return [...row.cells].sort((a, b) => distance(a) - distance(b));
}

function along(cells: readonly HTMLElement[]): HTMLElement | undefined {
  for (const cell of cells) {
    const stop = cell.querySelector<HTMLElement>('[tabindex]');
    if (stop) return stop;
  }
  return undefined;
}
