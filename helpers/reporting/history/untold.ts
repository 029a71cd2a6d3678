import { isOfFile, isOfOutput, untoldPrefix } from '../../comparison/difference.ts';

/** Files that were touched: a list of its own, in no output. */
const FILES = 'files';

/**
 * Which list an entry `80 more differences` ends. Only of that one is it not known what differs: an exit code, guest data
 * or another output of the same cell are told in full beside it.
 *
 * @param path of the entry
 * @param before path of what stands before it: the last of the list that is told
 */
export function listOf(path: string, before: string | undefined): string {
  return before !== undefined && isOfFile(before) ? FILES : `output ${untoldPrefix(path)}`;
}

/** Whether a difference may be one of those that such an entry stands for. */
export function mayBeIn(list: string, path: string): boolean {
  if (list === FILES) return isOfFile(path);
  return isOfOutput(path) && path.startsWith(list.slice('output '.length));
}
