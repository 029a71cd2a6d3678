import { groupBy } from '../files/group-by.ts';
import { enumerate } from '../text/enumerate.ts';
import { fillText } from '../text/fill.ts';
import { plural } from '../text/plural.ts';
import { sortVersions } from '../versions/order.ts';
import { casesInShort } from './cases-in-words.ts';
import { comparedWith, spokenCases } from './compared-with.ts';
import type { Sentence, TypeHistory } from './sentences.ts';
import { writeFacts } from './write-facts.ts';

/** How many changes of one release are told; the details have all. */
const CHANGES_SHOWN = 20;

interface Told {
  readonly history: TypeHistory;
  readonly sentence: Sentence;
}

/** What changes, release after release, over all output types: the same change in several is told once. */
export function overviewOf(histories: readonly TypeHistory[], versions: readonly string[]): string[] {
  const told = histories.flatMap((history) =>
    history.sentences.map((sentence): Told => ({ history, sentence })),
  );
  const bySince = groupBy(told, ({ sentence }) => sentence.since);
  const starts = sortVersions(bySince.keys());
  return [
    ...starts.flatMap((since) => [
      `### From ${since}`,
      '',
      ...bullets(bySince.get(since) ?? [], versions),
      '',
    ]),
    ending(starts.at(-1), versions),
    '',
  ];
}

function ending(since: string | undefined, versions: readonly string[]): string {
  const last = versions.at(-1);
  if (versions.length === 1) return `${last} is the only release that is recorded.`;
  if (since === undefined) return `Nothing changes up to ${last}.`;
  return since === last ? `${last} is the newest that is recorded.` : `Nothing else changes up to ${last}.`;
}

function bullets(told: readonly Told[], versions: readonly string[]): string[] {
  const alike = [
    ...groupBy(told, ({ sentence }) => JSON.stringify([sentence.before, sentence.facts])).values(),
  ];
  const more = alike.length - CHANGES_SHOWN;
  return [
    ...alike.slice(0, CHANGES_SHOWN).flatMap((members) => {
      const [first] = members;
      if (!first) return [];
      const { sentence } = first;
      const text = `${writeFacts(sentence.facts)} in ${where(members)}${comparedWith(sentence, versions)}`;
      return fillText(`* ${text}`, '  ');
    }),
    ...(more > 0 ? [`* and ${plural(more, 'change')} more, below`] : []),
  ];
}

/** `all 8 cases of commit-backing-info-json and commit-overlay-info-json; all 36 cases of create-info-json` */
function where(members: readonly Told[]): string {
  const byCases = groupBy(members, ({ history, sentence }) =>
    casesInShort(sentence.rows, spokenCases(history.collection, sentence)),
  );
  return [...byCases]
    .map(
      ([cases, same]) => `${cases} of ${enumerate(same.map(({ history }) => history.collection.type.name))}`,
    )
    .join('; ');
}
