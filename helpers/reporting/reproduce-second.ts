import type { Cell } from '../cells/cell.ts';
import { throughRaw } from '../cells/requested-size.ts';
import { withGuestData } from '../pipeline/guest-data.ts';
import type { CaseImage, ProbedImage } from '../pipeline/operation.ts';
import { type HeldContent, type Row, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { checkLines, imageLines, type Site, shellLine, testLine } from './reproduce.ts';

/**
 * The commands that play a cell by hand on images with known data: the candidate in one folder, a reference in another
 * on a copy of the same fixture, what each of them
 * says of the images, then what a guest reads from both.
 */
export function secondReproduction(cell: Cell, candidate: Tool, counterpart: Tool, site: Site): string[] {
  const row = withGuestData(cell.row);
  const fixture = stepsOf(row, 'fixture').flatMap(({ operation }) => shellLine(operation, counterpart));
  const image = imageLines(row, site);
  const playedBy = (tool: Tool) =>
    stepsOf(row, 'subject').flatMap(({ operation }) => shellLine(operation, tool));
  const observed = stepsOf(row, 'observe').flatMap(({ operation }) => shellLine(operation, counterpart));
  const isGiven = fixture.length > 0 || image.length > 0;
  return [
    testLine(cell, site),
    'cd "$(mktemp -d)" && mkdir candidate reference && cd candidate',
    ...image,
    ...fixture,
    ...(isGiven ? ['cp -- * ../reference'] : []),
    ...playedBy(candidate),
    ...checkLines(row, counterpart),
    ...observed,
    'cd ../reference',
    ...playedBy(counterpart),
    ...observed,
    ...comparisons(row, counterpart),
  ];
}

function comparisons(row: Row, counterpart: Tool): string[] {
  const { onRejection, produces } = row;
  const sameContent: readonly HeldContent[] = row.sameContent ?? produces;
  return sameContent.flatMap(({ as, snapshot, ...image }) => {
    const mine = { ...image, file: `../candidate/${image.file}` };
    const compare = (other: ProbedImage) => shellLine({ op: 'compare', a: mine, b: other }, counterpart);
    if (snapshot !== undefined) {
      const goBack = ({ file, format }: CaseImage) =>
        shellLine({ op: 'snapshot', file, format, action: { apply: snapshot } }, counterpart);
      return [...goBack(mine), ...goBack(image), ...compare(image)];
    }
    if (onRejection.kind !== 'requested size') return compare(as ?? image);
    // The reference refuses, so the same is made of raw data.
    const { steps, result } = throughRaw(image, onRejection.size);
    return [...steps.flatMap(({ operation }) => shellLine(operation, counterpart)), ...compare(result)];
  });
}
