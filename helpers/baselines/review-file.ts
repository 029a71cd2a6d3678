import { readPlain } from '../files/read-plain.ts';

/** Whether a review page is there and says something else. */
export function isOtherPage(path: string, page: string): boolean {
  const there = readPlain(path);
  return there !== undefined && there !== page;
}
