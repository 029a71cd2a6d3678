import { useState } from 'preact/hooks';
import { type Change, type ChangeEntry, KINDS, type Kind } from '../../../reporting/history/change.ts';
import { printable } from '../../../text/printable.ts';
import type { ReportData } from '../../report-data.ts';
import { rangesOf } from '../shared/ranges.ts';
import { count } from '../shared/words.ts';
import { addressOf } from './address.ts';
import { CHANGE_SYMBOLS } from './results.ts';

/** How many entries of a kind are shown until more is asked for. */
const SHOWN = 50;

/** What has changed since the run that this one is held against. */
export function SinceBefore({ data }: { readonly data: ReportData }) {
  const { change } = data.run;
  if (!change) return null;
  const { base, counts, notes } = change;
  const who = base.candidate.self_check
    ? 'a self-check'
    : `${base.candidate.dialect} ${base.candidate.version ?? ''}`;
  return (
    <section aria-labelledby="change-heading">
      <h2 id="change-heading">Since before</h2>
      <p class="faint">
        {`held against ${who.trim()} of `}
        <time datetime={base.started}>{new Date(base.started).toLocaleString()}</time>
        {` (${printable(base.path)}): ${count(counts.equal, 'cell')} as before`}
      </p>
      {notes.length > 0 && (
        <ul>
          {notes.map((note) => (
            <li key={note}>{printable(note)}</li>
          ))}
        </ul>
      )}
      {KINDS.map((kind) => (
        <Entries key={kind} kind={kind} data={data} change={change} />
      ))}
    </section>
  );
}

interface Props {
  readonly kind: Kind;
  readonly data: ReportData;
  readonly change: Change;
}

function Entries({ kind, data, change }: Props) {
  const [all, showAll] = useState(false);
  const entries = change.entries[kind];
  const failing =
    kind === 'new' && change.counts.new_failing > 0 ? `, ${change.counts.new_failing} of them failing` : '';
  const title = `${CHANGE_SYMBOLS[kind]} ${change.counts[kind].toLocaleString('en')} ${kind}${failing}`;
  if (entries.length === 0) return <p data-change={kind}>{title}</p>;
  const shown = all ? entries : entries.slice(0, SHOWN);
  return (
    <details open={kind === 'regressed'} data-change={kind}>
      <summary>{title}</summary>
      <ul>
        {shown.map((entry) => (
          <li
            key={`${entry.suite} ${entry.target} ${entry.case} ${entry.releases[0]} ${entry.from} ${entry.to}`}
          >
            <Entry entry={entry} data={data} versions={change.versions} />
          </li>
        ))}
      </ul>
      {entries.length > shown.length && (
        <button type="button" onClick={() => showAll(true)}>
          {`Show ${entries.length - shown.length} more`}
        </button>
      )}
    </details>
  );
}

interface EntryProps {
  readonly entry: ChangeEntry;
  readonly data: ReportData;
  readonly versions: readonly string[];
}

function Entry({ entry, data, versions }: EntryProps) {
  const { suite, target, case: name, releases, from, to, appeared, more, reason } = entry;
  const one = data.cases.find(
    (other) => other.suite === suite && other.target === target && other.name === name,
  );
  const places = releases.map((version) => versions.indexOf(version));
  const words = [
    ...appeared.map((found) => found.path ?? found.reason ?? ''),
    ...(more > 0 ? [`${more} more`] : []),
  ];
  const label = `${suite} ${target} ${name}`;
  return (
    <>
      {one && to !== null ? <a href={addressOf(one, releases.at(-1) ?? '')}>{label}</a> : label}
      {` @ ${rangesOf(places, versions)}: ${from ?? 'not there'} → ${to ?? 'not there'}`}
      {words.length > 0 && <span class="summary"> {printable(words.join(', '))}</span>}
      {reason !== undefined && ` (${printable(reason)})`}
    </>
  );
}
