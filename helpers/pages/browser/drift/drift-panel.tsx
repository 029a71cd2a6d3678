import type { CommandDetails, DriftData } from '../../drift-data.ts';
import { CopyButton } from '../shared/copy-button.tsx';
import { useDetails } from '../shared/details.ts';
import { Differences } from '../shared/differences.tsx';
import { Panel } from '../shared/panel.tsx';
import { rangesOf } from '../shared/ranges.ts';
import { type DriftPlace, driftAddress } from './address.ts';

interface Props {
  readonly data: DriftData;
  readonly place: DriftPlace;
  readonly onClose: () => void;
}

/** What changed in one case at one release, and which releases print the same. */
export function DriftPanel({ data, place, onClose }: Props) {
  const { versions } = data;
  const one = data.cases[place.case];
  const details = useDetails<CommandDetails>(one?.command);
  const version = versions[place.release] ?? '';
  if (!one) return null;
  const change = details?.changes.find((other) => other.case === place.case && other.since === version);
  const print = one.outcomes[place.release];
  const alike = one.outcomes.flatMap((other, release) => (other === print ? [release] : []));
  const baseline = `expected-outputs/${one.type}/${one.target}/${version}/${one.name}.stdout.txt`;
  return (
    <Panel title={`${one.type} › ${one.target} › ${one.name} @ ${version}`} onClose={onClose}>
      <p class="faint">{`prints the same at ${rangesOf(alike, versions)}`}</p>
      {!details && <p role="status">Unpacking…</p>}
      {details && !change && <p>Nothing changed with this release.</p>}
      {change && (
        <section class="story">
          <h3>{`${change.before} → ${change.since}`}</h3>
          <Differences
            differences={details?.differences[change.differences] ?? []}
            sides={[change.before, change.since]}
          />
        </section>
      )}
      <dl class="where">
        <dt>baseline</dt>
        <dd>
          <code>{baseline}</code> <CopyButton text={baseline} what="the path of the baseline" />
        </dd>
      </dl>
      <section>
        <h3>All releases</h3>
        <ul class="releases">
          {versions.map((release, at) => {
            if (one.outcomes[at] === -1) return null;
            const isChange = (one.changes[at] ?? -1) >= 0;
            return (
              <li key={release}>
                <a
                  class={isChange ? 'count changed' : 'count same'}
                  href={driftAddress(one, release)}
                  aria-current={at === place.release ? 'true' : undefined}
                >
                  {isChange ? 'Δ ' : ''}
                  {release}
                  {isChange && <span class="hidden"> changed</span>}
                </a>
              </li>
            );
          })}
        </ul>
      </section>
    </Panel>
  );
}
