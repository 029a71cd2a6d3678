import type { ArchiveLine } from './archive-line.ts';

/** Lines in which one suite of one archive is named once, with all its components: so it is asked, and helps, as a whole. */
export function mergeLines(lines: readonly ArchiveLine[]): ArchiveLine[] {
  const merged = new Map<string, ArchiveLine>();
  for (const line of lines) {
    const { components, uri, ...rest } = line;
    // What differs in its key or its options is asked as it is written.
    const id = JSON.stringify([uri.replace(/\/+$/, ''), rest]);
    const first = merged.get(id)?.components ?? [];
    merged.set(id, { ...(merged.get(id) ?? line), components: [...new Set([...first, ...components])] });
  }
  return [...merged.values()];
}
