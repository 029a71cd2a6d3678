import { groupBy } from '../files/group-by.ts';
import { fillText } from '../text/fill.ts';
import { plural } from '../text/plural.ts';
import { sortVersions } from '../versions/order.ts';
import { versionRanges } from '../versions/ranges.ts';
import { casesInShort } from './cases-in-words.ts';
import { comparedWith, spokenCases } from './compared-with.ts';
import { recordedRows } from './gaps.ts';
import { groupProfiles } from './profiles.ts';
import type { Sentence, TypeHistory } from './sentences.ts';
import { writeExample, writeFacts } from './write-facts.ts';

/** How many changes of one release are told of one output type. */
const CHANGES_SHOWN = 12;

/** The profiles of every output type in a table, then what changes in each, with values. */
export function detailsOf(histories: readonly TypeHistory[]): string[] {
  return [
    '| output type | cases | profiles |',
    '|---|--:|---|',
    ...histories.map(({ collection }) => {
      const { type, versions } = collection;
      const profiles = groupProfiles(collection).map((profile) => versionRanges(profile.versions, versions));
      return `| [${type.name}](${pageOf(type.name)}) | ${recordedRows(collection).length} | ${profiles.join(' · ')} |`;
    }),
    '',
    ...histories.flatMap((history) => {
      const lines = linesOf(history);
      return lines.length === 0 ? [] : [`### ${history.collection.type.name}`, '', ...lines, ''];
    }),
  ];
}

function pageOf(type: string): string {
  return `../__snapshots__/${type}.md`;
}

function linesOf({ collection, sentences }: TypeHistory): string[] {
  const bySince = groupBy(sentences, ({ since }) => since);
  return sortVersions(bySince.keys()).flatMap((since) => {
    const members = bySince.get(since) ?? [];
    const more = members.length - CHANGES_SHOWN;
    return [
      ...members.slice(0, CHANGES_SHOWN).flatMap((sentence) => {
        const { facts, rows } = sentence;
        const cases = casesInShort(rows, spokenCases(collection, sentence));
        const what = `${writeFacts(facts)} in ${cases}${comparedWith(sentence, collection.versions)}`;
        return fillText(`* ${since}: ${what}${exampleOf(sentence)}`, '  ');
      }),
      ...(more > 0 ? [`* ${since}: ${plural(more, 'change')} more (${pageOf(collection.type.name)})`] : []),
    ];
  });
}

/** `; raw 1M-default: `a` `1` → `2`` */
function exampleOf({ rows: [row], example }: Sentence): string {
  return row && example ? `; ${row.target} ${row.stem}: ${writeExample(example)}` : '';
}
