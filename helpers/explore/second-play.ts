import type { Row } from '../pipeline/row.ts';
import { sizeOf } from '../pipeline/size.ts';
import { READ_WHOLE } from './sizes.ts';

/** Whether a generated row is played again on images with known data, to compare what a guest reads. */
export function hasSecondPlay(row: Row): boolean {
  return isComparable(row) && !looksAtData(row);
}

/** Whether the disks of a pipeline are so small that what a guest reads of them is compared in time. */
function isComparable({ steps }: Row): boolean {
  return steps.every(({ operation }) => {
    if (operation.op === 'create') return sizeOf(operation.size) <= READ_WHOLE;
    if (operation.op !== 'resize') return true;
    return operation.end.startsWith('-') || sizeOf(operation.end.replace('+', '')) <= READ_WHOLE;
  });
}

/**
 * Whether what is observed of a row's images is another once a guest has written other data: of such a row none is played
 * again on images with known data, as those would not look like the first.
 */
function looksAtData({ steps, produces }: Row): boolean {
  const observed = steps.filter(({ role }) => role === 'observe').map(({ operation }) => operation);
  return (
    produces.length > 0 && observed.some(({ op }) => ['map', 'check', 'measure', 'compare'].includes(op))
  );
}
