/** Cells in which a candidate gets as far as `info`. */
export const printsInfo = /^\{[\s\S]*"virtual-size"|^virtual size: /m;

/** Plays `info` and edits what it printed, as one text, with sed. */
export function rewriteInfo(script: string): string {
  return `printing "sed -z '${script.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}'" "$@"`;
}
