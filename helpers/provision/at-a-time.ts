/** Releases of the distribution, or archives, that are worked on at a time: the mirror and the disk are busy with four. */
export const AT_A_TIME = 4;

/**
 * Megabytes (2^20 bytes) that the work on one takes at most: its indexes, apt's cache, its packages, unpacked, and what is
 * kept of them. Measured: 635 for four of Debian at once.
 */
const OF_ONE = 160;

/** Megabytes (2^20 bytes) that the work on so many takes. */
export function spaceFor(count: number): number {
  return Math.min(AT_A_TIME, count) * OF_ONE;
}
