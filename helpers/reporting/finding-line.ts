import { countDifferences, writeLocation } from '../comparison/difference.ts';
import { cut } from '../text/cut.ts';
import { grouped } from '../text/grouped.ts';
import { versionRanges } from '../versions/ranges.ts';
import { failuresOf } from './cell-report.ts';
import { differencesOfGroup, type Group } from './groups.ts';
import { shownSides, visible } from './shown-value.ts';

/** How many differences a line has; more are counted. */
const SHOWN = 3;
const VALUE_WIDTH = 32;
const REASON_WIDTH = 160;

/**
 * A group on one line: `create vhd 1M-default @ 5.2.0-7.2.22: virtual-size 1079296 -> 1044480`.
 *
 * @param all releases that were verified: ranges run over neighbours among them
 */
export function findingLine(group: Group, all: Iterable<string>): string {
  return groupLine({ ...group, summary: whatIsWrong(group) }, all);
}

/** As `findingLine`, of a group that is written already. */
export function groupLine(
  {
    suite,
    target,
    case: name,
    releases,
    summary,
  }: Omit<Group, 'cells' | 'result'> & { readonly summary: string },
  all: Iterable<string>,
): string {
  return `${suite} ${target} ${name} @ ${versionRanges(releases, all)}: ${summary}`;
}

/** What is wrong in a group, in a phrase: `virtual-size 1079296 -> 1044480`. */
export function whatIsWrong(group: Group): string {
  const differences = differencesOfGroup(group);
  const told = differences.filter(({ location }) => location.kind !== 'untold');
  const more = countDifferences(differences) - Math.min(told.length, SHOWN);
  const parts = [
    ...failuresOf(group.cells[0]).flatMap((judgement) =>
      'reason' in judgement ? [`${judgement.result}: ${cut(judgement.reason, REASON_WIDTH)}`] : [],
    ),
    ...told.slice(0, SHOWN).map((difference) => {
      const { expected, actual } = shownSides(difference, (value) => cut(visible(value), VALUE_WIDTH));
      return `${writeLocation(difference.location)} ${expected} -> ${actual}`;
    }),
    ...(more > 0 ? [`${grouped(more)} more`] : []),
  ];
  // Two readers may say the same.
  return [...new Set(parts)].join(', ');
}
