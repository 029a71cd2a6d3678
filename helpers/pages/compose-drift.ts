import { type CaseChange, changesOf, differencesOf } from '../baselines/case-changes.ts';
import { casesInShort } from '../baselines/cases-in-words.ts';
import type { Collection } from '../baselines/collection.ts';
import { comparedWith, spokenCases } from '../baselines/compared-with.ts';
import { gapsOf, isOfAll, reasonOf, recordedRows } from '../baselines/gaps.ts';
import { groupProfiles } from '../baselines/profiles.ts';
import { historyOf, type Sentence } from '../baselines/sentences.ts';
import { writeExample, writeFacts } from '../baselines/write-facts.ts';
import { type WrittenDifference, writeDifference } from '../comparison/difference.ts';
import { groupBy } from '../files/group-by.ts';
import type { Row } from '../pipeline/row.ts';
import { plural } from '../text/plural.ts';
import { sortVersions } from '../versions/order.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { CaseDrift, CommandDetails, DriftData, Statement } from './drift-data.ts';
import { Interned } from './interned.ts';

/** How many fields the phrase of a change names. */
const FIELDS_NAMED = 6;

/** What the page of the references is made of. */
export interface Drift {
  readonly data: DriftData;
  /** by command */
  readonly details: ReadonlyMap<string, CommandDetails>;
}

/** A case with all that is recorded of it in one output type. */
interface Followed {
  readonly row: Row;
  readonly collection: Collection;
  readonly changes: readonly WrittenChange[];
}

type WrittenChange = Pick<CaseChange, 'since' | 'before'> & {
  readonly differences: readonly WrittenDifference[];
};

/** What changed from release to release in all that is recorded. */
export function composeDrift(collections: readonly Collection[]): Drift {
  const versions = sortVersions(new Set(collections.flatMap((collection) => collection.versions)));
  const followed = collections.flatMap(follow);
  const places = new Map(followed.map(({ row, collection }, at) => [keyOf(row, collection), at]));
  const texts = new Interned<string>();
  return {
    data: {
      versions,
      types: collections.map((collection) => ({
        name: collection.type.name,
        command: commandOf(collection),
        cases: recordedRows(collection).length,
        profiles: groupProfiles(collection).map((profile) => versionRanges(profile.versions, versions)),
      })),
      cases: followed.map((one) => caseOf(one, versions, texts)),
      texts: texts.values,
      statements: statementsOf(collections, versions, places),
      gaps: collections.flatMap((collection) => gapLines(collection, versions)),
    },
    details: detailsOf(followed),
  };
}

function follow(collection: Collection): Followed[] {
  const changes = groupBy(changesOf(collection), ({ row }) => keyOf(row, collection));
  return recordedRows(collection).map((row) => ({
    row,
    collection,
    changes: (changes.get(keyOf(row, collection)) ?? []).map((change) => ({
      since: change.since,
      before: change.before,
      differences: differencesOf(change, collection.type).map(writeDifference),
    })),
  }));
}

function caseOf(
  { row, collection, changes }: Followed,
  versions: readonly string[],
  texts: Interned<string>,
): CaseDrift {
  const prints = new Interned<string>();
  const changed = new Map(changes.map(({ since, differences }) => [since, phraseOf(differences)]));
  return {
    command: commandOf(collection),
    type: collection.type.name,
    target: row.target,
    name: row.stem,
    outcomes: versions.map((version) => {
      const print = collection.print(row, version);
      return print === undefined ? -1 : prints.placeOf(print);
    }),
    changes: versions.map((version) => {
      const text = changed.get(version);
      return text === undefined ? -1 : texts.placeOf(text);
    }),
  };
}

function phraseOf(differences: readonly WrittenDifference[]): string {
  const paths = [...new Set(differences.map(({ path }) => path))];
  const more = paths.length - FIELDS_NAMED;
  return [...paths.slice(0, FIELDS_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function statementsOf(
  collections: readonly Collection[],
  versions: readonly string[],
  places: ReadonlyMap<string, number>,
): DriftData['statements'] {
  const told = collections.flatMap((collection) =>
    historyOf(collection).sentences.map((sentence) => ({
      since: versions.indexOf(sentence.since),
      statement: statementOf(sentence, collection, versions, places),
    })),
  );
  const bySince = [...groupBy(told, ({ since }) => String(since)).values()];
  return bySince
    .flatMap((members) => {
      const [first] = members;
      return first ? [{ since: first.since, told: members.map(({ statement }) => statement) }] : [];
    })
    .sort((a, b) => a.since - b.since);
}

function statementOf(
  sentence: Sentence,
  collection: Collection,
  versions: readonly string[],
  places: ReadonlyMap<string, number>,
): Statement {
  const { facts, rows, example } = sentence;
  const cases = casesInShort(rows, spokenCases(collection, sentence));
  const shown = example ? ` (${writeExample(example)})` : '';
  return {
    text: `${writeFacts(facts)} in ${cases}${comparedWith(sentence, versions)}${shown}`,
    type: collection.type.name,
    cases: rows.flatMap((row) => places.get(keyOf(row, collection)) ?? []),
  };
}

function gapLines(collection: Collection, versions: readonly string[]): string[] {
  return gapsOf(collection)
    .filter((gap) => !isOfAll(gap, collection))
    .map((gap) => {
      const count = `${gap.rows.length} of ${plural(recordedRows(collection).length, 'case')}`;
      const what = gap.kind === 'absent' ? 'not recorded' : 'broken';
      return `${collection.type.name}: ${what} for ${versionRanges(gap.releases, versions)}: ${count}${reasonOf(gap)}`;
    });
}

function detailsOf(followed: readonly Followed[]): ReadonlyMap<string, CommandDetails> {
  const all = followed.map((one, at) => ({ ...one, at }));
  const byCommand = groupBy(all, ({ collection }) => commandOf(collection));
  return new Map(
    [...byCommand].map(([command, members]) => {
      const differences = new Interned<readonly WrittenDifference[]>();
      const changes = members.flatMap(({ at, changes: own }) =>
        own.map(({ since, before, differences: told }) => ({
          case: at,
          since,
          before,
          differences: differences.placeOf(told),
        })),
      );
      return [command, { changes, differences: differences.values }];
    }),
  );
}

function commandOf({ rows }: Collection): string {
  return rows[0]?.suite ?? '';
}

function keyOf({ target, stem }: Row, { type }: Collection): string {
  return `${type.name}/${target}/${stem}`;
}
