import { RESULTS, type Result } from '../../../cells/verdict.ts';
import type { RunData } from '../../report-data.ts';
import type { Filter } from './filter.ts';
import { MEANINGS, SYMBOLS } from './results.ts';

interface Props {
  readonly run: RunData;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

/** How many cells ended in which way, each a filter; by suite below. */
export function Census({ run, filter, onFilter }: Props) {
  const toggle = (result: Result) => {
    const results = new Set(filter.results);
    if (!results.delete(result)) results.add(result);
    onFilter({ ...filter, results });
  };
  return (
    <section aria-labelledby="census-heading">
      <h2 id="census-heading" class="hidden">
        Census
      </h2>
      <ul class="census">
        {RESULTS.map((result) => (
          <li key={result}>
            <button
              type="button"
              class={`count ${result}`}
              aria-pressed={filter.results.has(result)}
              title={MEANINGS[result]}
              data-result={result}
              onClick={() => toggle(result)}
            >
              <span class="symbol" aria-hidden="true">
                {SYMBOLS[result]}
              </span>
              <span class="number">{run.cells[result].toLocaleString('en')}</span> {result}
            </button>
          </li>
        ))}
      </ul>
      <p class="faint">
        {`${run.judged.toLocaleString('en')} cells judged (a case at one release); read by the candidate ${run.readings.candidate.toLocaleString('en')}, read back by a reference ${run.readings.reference.toLocaleString('en')}`}
        {run.guest_data.written > 0 &&
          `; guest data compared in ${run.guest_data.compared.toLocaleString('en')} of ${run.guest_data.written.toLocaleString('en')} that write an image`}
        {run.expected_cells !== null &&
          run.truncated &&
          `; ${run.expected_cells.toLocaleString('en')} were expected`}
      </p>
      <details>
        <summary>By suite</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
        <section class="scroll" aria-label="census by suite" tabIndex={0}>
          <table class="numbers">
            <thead>
              <tr>
                <th scope="col">suite</th>
                <th scope="col">cells</th>
                {RESULTS.map((result) => (
                  <th scope="col" key={result}>
                    {result}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...Object.entries(run.suites), ['all', run.cells] as const].map(([suite, counts]) => (
                <tr key={suite}>
                  <th scope="row">{suite}</th>
                  <td>{RESULTS.reduce((sum, result) => sum + counts[result], 0)}</td>
                  {RESULTS.map((result) => (
                    <td key={result}>{counts[result]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </section>
  );
}
