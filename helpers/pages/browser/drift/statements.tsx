import { useState } from 'preact/hooks';
import type { DriftData, Statement } from '../../drift-data.ts';
import { Marked } from '../shared/marked.tsx';
import { count } from '../shared/words.ts';
import { driftAddress } from './address.ts';
import type { ShownDrift } from './filter.ts';

/** How many statements of a release are shown until more is asked for. */
const SHOWN = 30;

interface Props {
  readonly data: DriftData;
  readonly shown: readonly ShownDrift[];
}

/** What each release does otherwise than the one before, in words; of what the filter leaves. */
export function Statements({ data, shown }: Props) {
  const left = new Set(shown.map(({ at }) => at));
  const releases = data.statements
    .map(({ since, told }) => ({ since, told: told.filter(({ cases }) => cases.some((at) => left.has(at))) }))
    .filter(({ told }) => told.length > 0);
  return (
    <section aria-labelledby="changes-heading">
      <h2 id="changes-heading">Changes</h2>
      {releases.length === 0 && <p>Nothing changes in what is shown.</p>}
      {releases.map(({ since, told }) => (
        <Release key={since} data={data} since={data.versions[since] ?? ''} told={told} />
      ))}
    </section>
  );
}

interface ReleaseProps {
  readonly data: DriftData;
  readonly since: string;
  readonly told: readonly Statement[];
}

function Release({ data, since, told }: ReleaseProps) {
  const [all, showAll] = useState(false);
  const shown = all ? told : told.slice(0, SHOWN);
  return (
    <details>
      <summary>
        <strong>{since}</strong> <span class="faint">{count(told.length, 'change')}</span>
      </summary>
      <ul>
        {shown.map(({ text, type, cases: [first] }) => {
          const example = data.cases[first ?? -1];
          return (
            <li key={`${type} ${text}`}>
              {type}: <Marked text={text} />{' '}
              {example && <a href={driftAddress(example, since)}>{`${example.target} ${example.name}`}</a>}
            </li>
          );
        })}
      </ul>
      {told.length > shown.length && (
        <button
          type="button"
          onClick={() => showAll(true)}
        >{`Show ${told.length - shown.length} more`}</button>
      )}
    </details>
  );
}
