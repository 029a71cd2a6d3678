import { grouped } from './grouped.ts';

/**
 * The first of many, and how many there are beside them: `a, b, 1,234 more files`.
 *
 * @param noun of one, whose plural is made with an s
 * @param count of all, where the list has not got each of them
 */
export function someOf(names: readonly string[], atMost: number, noun: string, count = names.length): string {
  const more = count - Math.min(names.length, atMost);
  const others = more > 0 ? [`${grouped(more)} more ${noun}${more === 1 ? '' : 's'}`] : [];
  return [...names.slice(0, atMost), ...others].join(', ');
}
