import { sizeOf } from '../pipeline/size.ts';

const KIB = 1024n;
const MIB = KIB ** 2n;

/**
 * Where tools go wrong: no byte and one, a sector, a cluster of 64 KiB, what one block of 16-bit refcounts and one L2 table
 * of 64 KiB clusters cover (2 GiB and 512 MiB), what 32 bits count signed and unsigned, and what a VHD and an MBR can have.
 */
const BOUNDARIES = [512n, 4n * KIB, 64n * KIB, MIB, 512n * MIB, 2n ** 31n, 2n ** 32n, 2n ** 41n];

/** How far beside a boundary a size is tried, bytes. */
const BESIDE = [-512n, -1n, 0n, 1n, 512n];

/** What a file may be as long as, where its length is the guest's: it is read and copied as a whole, bytes. */
export const SMALL = 16n * MIB;

/**
 * Up to this size the data of a disk are looked at, converted and compared, bytes: some formats are read block by block, however
 * little is in them (measured: 2 TiB of a vhdx take a minute, 4 GiB of a qcow2 with clusters of 512 bytes 30 s).
 */
export const READ_WHOLE = 2n ** 29n + 512n;

/** The size that all others are held to be less simple than. */
const SIMPLEST = MIB;

/** How often a size of whole sectors is chosen for one that is none, of which most commands refuse some. */
const WHOLE_PER_BROKEN = 3;

/** A sector, bytes. */
const SECTOR = 512n;

/** How often a small size is chosen for each large one: to play with large disks takes longer. */
const SMALL_PER_LARGE = 3;

/** From here on a size is large, bytes. */
const LARGE = 512n * MIB;

/**
 * Sizes to choose from, simplest first: 1 MiB, then from the smallest on; small ones and whole sectors are there several times.
 *
 * @param ofTables those that the case tables have, in qemu's grammar
 * @param isFit whether a size will do
 */
export function sizesToTry(
  ofTables: readonly string[],
  isFit: (bytes: bigint) => boolean = () => true,
): bigint[] {
  const around = BOUNDARIES.flatMap((boundary) => BESIDE.map((beside) => boundary + beside));
  const all = new Set([0n, 1n, ...around, ...ofTables.map(sizeOf)]);
  const fitting = [...all].filter(isFit).sort((a, b) => (a < b ? -1 : 1));
  const small = [SIMPLEST, ...fitting.filter((size) => size < LARGE && size !== SIMPLEST)];
  const large = fitting.filter((size) => size >= LARGE);
  return [...repeated(withWholeOnes(small), SMALL_PER_LARGE), ...withWholeOnes(large)];
}

function withWholeOnes(sizes: readonly bigint[]): bigint[] {
  const whole = sizes.filter((size) => size % SECTOR === 0n);
  return [...repeated(whole, WHOLE_PER_BROKEN - 1), ...sizes];
}

function repeated<T>(list: readonly T[], times: number): T[] {
  return Array.from({ length: times }, () => list).flat();
}

/** Up to a size. */
export function upTo(most: bigint): (bytes: bigint) => boolean {
  return (bytes) => bytes <= most;
}

/** A size as people write it: `64M`, `513`. */
export function writeSize(bytes: bigint): string {
  const units = ['', 'K', 'M', 'G', 'T'];
  let [rest, unit] = [bytes, 0];
  while (rest > 0n && rest % KIB === 0n && unit < units.length - 1) [rest, unit] = [rest / KIB, unit + 1];
  return `${rest}${units[unit]}`;
}
