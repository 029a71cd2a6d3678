import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ReportData } from '../../report-data.ts';
import { useFragment } from '../shared/use-fragment.ts';
import { addressOf, cellAt } from './address.ts';
import { blockOf, CellGrid } from './cell-grid.tsx';
import { CellPanel } from './cell-panel.tsx';
import { Census } from './census.tsx';
import { EVERYTHING, type Filter, filtered } from './filter.ts';
import { Filters } from './filters.tsx';
import { Findings } from './findings.tsx';
import { RunFacts } from './run-facts.tsx';
import { SinceBefore } from './since-before.tsx';
import { Verdict } from './verdict.tsx';

/** The page of a run: its verdict, what was found, every cell. */
export function ReportApp({ data }: { readonly data: ReportData }) {
  const { run, cases } = data;
  const [filter, setFilter] = useState<Filter>(EVERYTHING);
  const [fragment, clear] = useFragment();
  const place = useMemo(() => cellAt(fragment, cases, run.versions), [fragment, cases, run.versions]);
  const shown = useMemo(() => filtered(data, filter), [data, filter]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const grid = useRef<HTMLElement>(null);
  const openCase = place === undefined ? undefined : cases[place.case];
  useEffect(() => {
    if (openCase) setOpened((before) => new Set([...before, blockOf(openCase)]));
  }, [openCase]);
  const close = () => {
    const address = place && openCase && addressOf(openCase, run.versions[place.release] ?? '');
    clear();
    const links = [...(grid.current?.querySelectorAll<HTMLAnchorElement>('a[href]') ?? [])];
    const link = links.find((one) => one.getAttribute('href') === address);
    link?.focus();
  };
  return (
    <div class={place ? 'page with-panel' : 'page'}>
      <main>
        {!place && fragment.includes('/') && (
          <p role="alert">{`This run has no cell ${decodedFragment(fragment)}.`}</p>
        )}
        <Verdict run={run} />
        <Census run={run} filter={filter} onFilter={setFilter} />
        <SinceBefore data={data} />
        <Findings data={data} shown={shown} />
        <section aria-labelledby="cells-heading" ref={grid}>
          <h2 id="cells-heading">Cells</h2>
          <Filters data={data} filter={filter} onFilter={setFilter} shown={shown} />
          <CellGrid
            data={data}
            shown={shown}
            filter={filter}
            opened={opened}
            onOpen={setOpened}
            place={place}
          />
        </section>
        <RunFacts run={run} />
      </main>
      {place && <CellPanel key={fragment} data={data} place={place} onClose={close} />}
    </div>
  );
}

function decodedFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment.slice(1));
  } catch {
    return fragment.slice(1);
  }
}
