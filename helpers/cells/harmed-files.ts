import { join } from 'node:path';
import type { Difference } from '../comparison/difference.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import { type Contents, changeOf } from './digest.ts';

/**
 * What became of the content of files that an operation was given and should not have changed, since it failed. By
 * content: a program that opens an image to write may well touch its times.
 */
export async function harmedFiles({ work }: Workplace, given: Contents): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const [name, before] of given) {
    const change = await changeOf(join(work, name), before);
    if (change === undefined) continue;
    const actual = change === 'removed' ? 'removed' : `changed, ${change.size} bytes`;
    const location = { kind: 'file', file: `work/${name}` } as const;
    found.push({ location, expected: `as it was, ${before.size} bytes`, actual });
  }
  return found;
}
