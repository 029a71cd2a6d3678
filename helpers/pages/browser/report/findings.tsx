import { useState } from 'preact/hooks';
import { printable } from '../../../text/printable.ts';
import type { GroupData, ReportData } from '../../report-data.ts';
import { rangesOf } from '../shared/ranges.ts';
import { count } from '../shared/words.ts';
import { addressOf } from './address.ts';
import type { ShownCase } from './filter.ts';

/** How many causes, and groups of one, are shown until more is asked for. */
const CAUSES = 10;
const GROUPS = 20;

/** What was found, each likely cause once, as at the terminal; of what the filter leaves. */
export function Findings({
  data,
  shown,
}: {
  readonly data: ReportData;
  readonly shown: readonly ShownCase[];
}) {
  const [all, showAll] = useState(false);
  if (data.causes.length === 0) return null;
  const left = new Map(shown.map(({ at, outcomes }) => [at, outcomes]));
  const isLeft = ({ case: at, releases }: GroupData) =>
    releases.some((release) => (left.get(at)?.[release] ?? -1) >= 0);
  const causes = data.causes
    .map(({ line, groups }) => ({ line, groups: groups.filter(isLeft) }))
    .filter(({ groups }) => groups.length > 0);
  const cells = causes
    .flatMap(({ groups }) => groups)
    .reduce((sum, { releases }) => sum + releases.length, 0);
  if (causes.length === 0) return null;
  const first = all ? causes : causes.slice(0, CAUSES);
  return (
    <section aria-labelledby="findings-heading">
      <h2 id="findings-heading">Findings</h2>
      <p class="faint">
        {`${count(cells, 'cell')} in ${count(
          causes.reduce((sum, { groups }) => sum + groups.length, 0),
          'group',
        )} (a case and what is wrong with it), of ${count(causes.length, 'likely cause')}`}
      </p>
      <ol class="causes">
        {first.map(({ groups }) => (
          <Cause key={`${groups[0]?.case} ${groups[0]?.summary}`} data={data} groups={groups} />
        ))}
      </ol>
      {causes.length > first.length && (
        <button type="button" onClick={() => showAll(true)}>
          {`Show all ${causes.length} causes`}
        </button>
      )}
    </section>
  );
}

function Cause({ data, groups }: { readonly data: ReportData; readonly groups: readonly GroupData[] }) {
  const [all, showAll] = useState(false);
  const [story, ...others] = groups;
  if (!story) return null;
  const shown = all ? others : others.slice(0, GROUPS);
  return (
    <li>
      <Group data={data} group={story} />
      {others.length > 0 && (
        <details>
          <summary>{`the same in ${count(others.length, 'other group')}`}</summary>
          <ul>
            {shown.map((group) => (
              <li key={`${group.case} ${group.releases[0]} ${group.summary}`}>
                <Group data={data} group={group} />
              </li>
            ))}
          </ul>
          {others.length > shown.length && (
            <button type="button" onClick={() => showAll(true)}>
              {`Show ${others.length - shown.length} more`}
            </button>
          )}
        </details>
      )}
    </li>
  );
}

function Group({ data, group }: { readonly data: ReportData; readonly group: GroupData }) {
  const { versions } = data.run;
  const one = data.cases[group.case];
  const newest = versions[group.releases.at(-1) ?? -1];
  if (!one || newest === undefined) return null;
  return (
    <>
      <a href={addressOf(one, newest)}>{`${one.suite} ${one.target} ${one.name}`}</a>
      {` @ ${rangesOf(group.releases, versions)}: `}
      <span class="summary">{printable(group.summary)}</span>
    </>
  );
}
