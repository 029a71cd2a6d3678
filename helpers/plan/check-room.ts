import { spaceOf } from '../files/room.ts';
import { UsageError } from '../text/usage-error.ts';

/** What the smallest of runs takes at a time, bytes: two rows with their twins. */
const ROOM = 16 * 1024 ** 2;

/** @throws UsageError where the folder of the scratch directory has no room for a run */
export function checkRoom(folder: string): void {
  const { bytes } = spaceOf(folder).free;
  if (bytes >= ROOM) return;
  const free = `${Math.floor(bytes / 1024 ** 2)} MiB are free, a run needs ${ROOM / 1024 ** 2} at least`;
  throw new UsageError(`no space left in ${folder}: ${free}; PARITY_SCRATCH names another folder`);
}
