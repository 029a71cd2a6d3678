import { printable } from '../../../text/printable.ts';
import type { RunData } from '../../report-data.ts';
import { printableLines } from '../shared/printable-lines.ts';

/** Who was judged, how it ended, and for what else it failed. */
export function Verdict({ run }: { readonly run: RunData }) {
  const { candidate, verdict, started, versions } = run;
  const stamp = verdict.cancelled ? 'cancelled' : verdict.passed ? 'passed' : 'failed';
  const who = candidate.self_check ? 'Self-check' : `${candidate.dialect} ${candidate.version ?? ''}`.trim();
  return (
    <header class={`verdict ${stamp}`}>
      <h1>
        <span class="stamp">{stamp}</span> {printable(who)}
      </h1>
      <p class="line">{printable(verdict.line)}</p>
      <p class="faint">
        <time datetime={started}>{new Date(started).toLocaleString()}</time>
        {' · '}
        {releasesOf(versions)}
        {candidate.self_check && ' · every reference against its own baselines: no verdict on any other tool'}
      </p>
      {verdict.reasons.length > 0 && (
        <ul class="reasons">
          {verdict.reasons.map((reason) => (
            <li key={reason}>{printable(reason)}</li>
          ))}
        </ul>
      )}
      {verdict.failed_tests.length > 0 && (
        <details open>
          <summary>{verdict.failed_tests.length} other tests failed</summary>
          <ul>
            {verdict.failed_tests.map(({ name, message }) => (
              <li key={name}>
                {printable(name)}
                <pre>{printableLines(message)}</pre>
              </li>
            ))}
          </ul>
        </details>
      )}
    </header>
  );
}

function releasesOf(versions: readonly string[]): string {
  if (versions.length === 0) return 'no release of qemu-img has baselines';
  if (versions.length === 1) return `held against qemu-img ${versions[0]}`;
  return `held against ${versions.length} releases of qemu-img, ${versions[0]} to ${versions.at(-1)}`;
}
