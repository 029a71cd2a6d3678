/** `1 release`, `2 releases`: a count with its noun, whose plural is made with an s. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
