import { useEffect, useMemo, useState } from 'preact/hooks';
import type { DriftData } from '../../drift-data.ts';
import { toggled } from '../shared/blocks.ts';
import { useFragment } from '../shared/use-fragment.ts';
import { driftAt } from './address.ts';
import { DriftFilters } from './drift-filters.tsx';
import { blockOf, DriftGrid } from './drift-grid.tsx';
import { DriftPanel } from './drift-panel.tsx';
import { EVERYTHING, filteredDrift } from './filter.ts';
import { Profiles } from './profiles.tsx';
import { Statements } from './statements.tsx';

/** The page of the references: what changed from release to release. */
export function DriftApp({ data }: { readonly data: DriftData }) {
  const { versions, cases, gaps } = data;
  const [filter, setFilter] = useState(EVERYTHING);
  const [fragment, clear] = useFragment();
  const place = useMemo(() => driftAt(fragment, cases, versions), [fragment, cases, versions]);
  const shown = useMemo(() => filteredDrift(data, filter), [data, filter]);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const openCase = place === undefined ? undefined : cases[place.case];
  useEffect(() => {
    if (openCase) setOpened((before) => new Set([...before, blockOf(openCase)]));
  }, [openCase]);
  return (
    <div class={place ? 'page with-panel' : 'page'}>
      <main>
        <header>
          <h1>What changed in qemu-img</h1>
          <p>
            {`${versions.length} releases, ${versions[0]} to ${versions.at(-1)}: ${cases.length.toLocaleString('en')} recorded outputs of ${data.types.length} types.`}
          </p>
          <p class="faint">
            What a command prints and its exit codes, in so far as they are the same in any two runs: random
            ids, dates and allocation are left out.
          </p>
        </header>
        <Statements data={data} shown={shown} />
        <section aria-labelledby="cases-heading">
          <h2 id="cases-heading">Cases</h2>
          <DriftFilters data={data} filter={filter} onFilter={setFilter} shown={shown} />
          <DriftGrid
            data={data}
            shown={shown}
            filter={filter}
            opened={opened}
            onToggle={(key) => setOpened(toggled(opened, key))}
            place={place}
          />
        </section>
        <Profiles data={data} />
        {gaps.length > 0 && (
          <details>
            <summary>Not recorded</summary>
            <ul>
              {gaps.map((gap) => (
                <li key={gap}>{gap}</li>
              ))}
            </ul>
          </details>
        )}
      </main>
      {place && <DriftPanel key={fragment} data={data} place={place} onClose={clear} />}
    </div>
  );
}
