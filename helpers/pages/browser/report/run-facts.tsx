import { printable } from '../../../text/printable.ts';
import type { RunData } from '../../report-data.ts';

/** With what the run was made, and what it left out. */
export function RunFacts({ run }: { readonly run: RunData }) {
  const skips = Object.entries(run.skips).sort(([, a], [, b]) => b - a);
  const settings = Object.entries(run.settings).filter(([, value]) => value !== null);
  return (
    <footer>
      {skips.length > 0 && (
        <details>
          <summary>{`${run.cells.skipped.toLocaleString('en')} cells were skipped, for ${skips.length} ${skips.length === 1 ? 'reason' : 'reasons'}`}</summary>
          <ul>
            {skips.map(([reason, count]) => (
              <li key={reason}>{`${count} × ${printable(reason)}`}</li>
            ))}
          </ul>
        </details>
      )}
      {run.changed_files !== null && run.changed_files.length > 0 && (
        <details open>
          <summary>Files that the run is judged by have changed meanwhile</summary>
          <ul>
            {run.changed_files.map(({ file, what }) => (
              <li key={file}>
                {what}: <code>{file}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      <details>
        <summary>How this run was made</summary>
        <dl class="settings">
          <dt>candidate</dt>
          <dd>{run.candidate.path ?? 'none: the references themselves'}</dd>
          <dt>harness</dt>
          <dd>{run.harness ?? 'no checkout'}</dd>
          <dt>runs of the candidate</dt>
          <dd>{run.candidate_runs.toLocaleString('en')}</dd>
          <dt>releases</dt>
          <dd>{run.versions.join(', ')}</dd>
          {settings.map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{printable(value ?? '')}</dd>
            </>
          ))}
        </dl>
      </details>
    </footer>
  );
}
