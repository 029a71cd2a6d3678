import type { FailureDetail, KnownDetail, SuiteDetails } from '../../report-data.ts';
import { Differences } from '../shared/differences.tsx';
import { printableLines } from '../shared/printable-lines.ts';

const SIDES = ['expected', 'actual'] as const;

/** What one reader found wrong. */
export function FailureStory({
  failure,
  details,
}: {
  readonly failure: FailureDetail;
  readonly details: SuiteDetails;
}) {
  const { reader, result, reason, last_words: words = [] } = failure;
  return (
    <section class="story judged">
      <h3>{`${reader}: ${result}${failure.on_data ? ', on images with known data' : ''}`}</h3>
      {reason !== undefined && <p class="reason">{printableLines(reason)}</p>}
      <Differences differences={details.differences[failure.differences] ?? []} sides={SIDES} />
      {words.map(({ step, candidate, reference }) => (
        <dl class="words" key={step}>
          <dt>the candidate said in {step}</dt>
          <dd>
            <pre>{said(candidate)}</pre>
          </dd>
          <dt>the reference said</dt>
          <dd>
            <pre>{said(reference)}</pre>
          </dd>
        </dl>
      ))}
    </section>
  );
}

function said(words: string): string {
  return words.trim() === '' ? '(nothing)' : printableLines(words);
}

/** What one reader found that is expected. */
export function KnownStory({
  known,
  details,
}: {
  readonly known: KnownDetail;
  readonly details: SuiteDetails;
}) {
  const { reader, reason, origin, link } = known;
  return (
    <section class="story judged">
      <h3>{`${reader}: known divergence`}</h3>
      <p class="reason">{reason}</p>
      <p class="faint">
        {origin === 'documented' ? 'documented, not yet seen in a run: ' : 'observed: '}
        {/^https?:/.test(link) ? <a href={link}>{link}</a> : <code>{link}</code>}
      </p>
      <Differences differences={details.differences[known.differences] ?? []} sides={SIDES} />
    </section>
  );
}
