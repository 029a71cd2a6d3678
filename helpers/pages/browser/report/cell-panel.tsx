import { printable } from '../../../text/printable.ts';
import type { ReportData, SuiteDetails } from '../../report-data.ts';
import { CopyButton } from '../shared/copy-button.tsx';
import { useDetails } from '../shared/details.ts';
import { Panel } from '../shared/panel.tsx';
import { rangesOf } from '../shared/ranges.ts';
import { addressOf, type CellPlace } from './address.ts';
import { FailureStory, KnownStory } from './judgements.tsx';
import { CHANGE_SYMBOLS, MEANINGS, SYMBOLS } from './results.ts';

interface Props {
  readonly data: ReportData;
  readonly place: CellPlace;
  readonly onClose: () => void;
}

/** All that is known of one cell. */
export function CellPanel({ data, place, onClose }: Props) {
  const { versions } = data.run;
  const one = data.cases[place.case];
  const version = versions[place.release] ?? '';
  const at = one?.outcomes[place.release] ?? -1;
  const outcome = data.outcomes[at];
  const details = useDetails<SuiteDetails>(one?.suite);
  if (!one || !outcome) return null;
  const alike = one.outcomes.flatMap((other, release) => (other === at ? [release] : []));
  const isHere = (found: { readonly case: number; readonly version: string }) =>
    found.case === place.case && found.version === version;
  return (
    <Panel title={`${one.suite} › ${one.target} › ${one.name} @ ${version}`} onClose={onClose}>
      <p>
        <span class={`count ${outcome.result}`}>
          {SYMBOLS[outcome.result]} {outcome.result}
        </span>{' '}
        <span class="faint">{MEANINGS[outcome.result]}</span>
      </p>
      {outcome.result === 'skipped' && <p>{printable(outcome.text)}</p>}
      {outcome.change !== undefined && (
        <p>{`${CHANGE_SYMBOLS[outcome.change]} ${outcome.change} since before`}</p>
      )}
      {alike.length > 1 && <p class="faint">{`the same at ${rangesOf(alike, versions)}`}</p>}
      {!details && <p role="status">Unpacking…</p>}
      {details?.failures.filter(isHere).map((failure) => (
        <FailureStory
          key={`${failure.reader} ${failure.on_data ?? false}`}
          failure={failure}
          details={details}
        />
      ))}
      {details?.known.filter(isHere).map((known) => (
        <KnownStory key={`${known.reader} ${known.on_data ?? false}`} known={known} details={details} />
      ))}
      {details && <Where details={details} data={data} place={place} />}
      <Releases data={data} place={place} />
    </Panel>
  );
}

/** Where the baseline is, the files and the commands. */
function Where({ details, data, place }: { readonly details: SuiteDetails } & Omit<Props, 'onClose'>) {
  const version = data.run.versions[place.release] ?? '';
  const isHere = (found: { readonly case: number; readonly version: string }) =>
    found.case === place.case && found.version === version;
  const failure = details.failures.find(isHere);
  const baseline =
    failure?.baseline ?? details.known.find(isHere)?.baseline ?? details.baselines.find(isHere)?.path;
  const commands = failure?.reproduce.map((at) => details.lines[at] ?? '') ?? [];
  const play = data.cases[place.case]?.play ?? '';
  return (
    <>
      <dl class="where">
        {baseline !== undefined && (
          <>
            <dt>baseline</dt>
            <dd>
              <code>{baseline}</code> <CopyButton text={baseline} what="the path of the baseline" />
            </dd>
          </>
        )}
        {failure?.files !== undefined && (
          <>
            <dt>files</dt>
            <dd>
              <code>{failure.files}</code>
            </dd>
          </>
        )}
        {failure?.fixture !== undefined && (
          <>
            <dt>fixture</dt>
            <dd>built by {failure.fixture}</dd>
          </>
        )}
        {failure?.notes?.map((note) => (
          <>
            <dt>note</dt>
            <dd>{printable(note)}</dd>
          </>
        ))}
      </dl>
      <Commands
        title={commands.length > 0 ? 'Reproduce' : 'Play it again'}
        lines={commands.length > 0 ? commands : [play]}
      />
    </>
  );
}

function Commands({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section>
      <h3>
        {title} <CopyButton text={`${lines.join('\n')}\n`} what="the commands" />
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <pre class="commands" tabIndex={0}>
        {lines.join('\n')}
      </pre>
    </section>
  );
}

/** How the case ended at the other releases, each a link. */
function Releases({ data, place }: Omit<Props, 'onClose'>) {
  const { versions } = data.run;
  const one = data.cases[place.case];
  if (!one || versions.length < 2) return null;
  return (
    <section>
      <h3>All releases</h3>
      <ul class="releases">
        {versions.map((version, release) => {
          const result = data.outcomes[one.outcomes[release] ?? -1]?.result;
          if (result === undefined) return null;
          return (
            <li key={version}>
              <a
                class={`count ${result}`}
                href={addressOf(one, version)}
                aria-current={release === place.release ? 'true' : undefined}
              >
                {SYMBOLS[result]} {version}
                <span class="hidden"> {result}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
