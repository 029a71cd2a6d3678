import type { Difference } from '../comparison/difference.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import { type Contents, contentsOf } from './digest.ts';

/**
 * What became of the content of files that an operation was given and should not have changed, since it failed. By
 * content: a program that opens an image to write may well touch its times.
 */
export async function harmedFiles({ work }: Workplace, given: Contents): Promise<Difference[]> {
  if (given.size === 0) return [];
  const now = await contentsOf(work, given.keys());
  return [...given].flatMap(([name, before]): Difference[] => {
    const after = now.get(name);
    if (after?.sha256 === before.sha256) return [];
    const location = { kind: 'file', file: `work/${name}` } as const;
    return [{ location, expected: `as it was, ${before.size} bytes`, actual: fate(after?.size) }];
  });
}

function fate(size: number | undefined): string {
  return size === undefined ? 'removed' : `changed, ${size} bytes`;
}
