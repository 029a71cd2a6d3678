import { groupBy } from '../files/group-by.ts';
import type { Row } from '../pipeline/row.ts';
import { changesOf } from './case-changes.ts';
import type { Collection } from './collection.ts';
import { type Fact, withCommonValues } from './fact.ts';
import { factsOf } from './facts.ts';

/** Facts of one kind that are true of the same cases of an output type from one release on. */
export interface Sentence {
  readonly since: string;
  /** the nearest older release that the cases are recorded for */
  readonly before: string;
  readonly facts: readonly [Fact, ...Fact[]];
  readonly rows: readonly Row[];
  /** the first of the cases with its own values, where these are not the same in all */
  readonly example: readonly Fact[] | undefined;
}

interface Seen {
  readonly row: Row;
  readonly since: string;
  readonly before: string;
  readonly fact: Fact;
}

/** All that changes in an output type, from release to release. */
export interface TypeHistory {
  readonly collection: Collection;
  readonly sentences: readonly Sentence[];
}

/** Tells what changes in an output type in few sentences. */
export function historyOf(collection: Collection): TypeHistory {
  const seen = changesOf(collection).flatMap((change): Seen[] =>
    factsOf(change, collection.type).map((fact) => ({ ...change, fact })),
  );
  const bySubject = groupBy(seen, ({ since, before, fact }) =>
    JSON.stringify([since, before, fact.kind, fact.subject]),
  );
  const alike = groupBy(bySubject.values(), (members) =>
    JSON.stringify([
      members[0]?.since,
      members[0]?.before,
      members[0]?.fact.kind,
      ...members.map(({ row }) => `${row.target}/${row.stem}`),
    ]),
  );
  return { collection, sentences: [...alike.values()].flatMap(sentenceOf) };
}

/** @param subjects what is true of the same cases, each with these cases */
function sentenceOf(subjects: readonly (readonly Seen[])[]): Sentence[] {
  const facts = subjects.flatMap((members) => {
    const [first, ...more] = members.map(({ fact }) => fact);
    return first ? [withCommonValues([first, ...more])] : [];
  });
  const [fact, ...others] = facts;
  const one = subjects[0]?.[0];
  if (!fact || !one) return [];
  const own = subjects.flatMap((members) => members[0]?.fact ?? []);
  const differ = facts.some(
    (common, at) => common.before !== own[at]?.before || common.after !== own[at]?.after,
  );
  return [
    {
      since: one.since,
      before: one.before,
      facts: [fact, ...others],
      rows: (subjects[0] ?? []).map(({ row }) => row),
      example: differ ? own : undefined,
    },
  ];
}
