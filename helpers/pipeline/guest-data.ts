import type { Row, Step } from './row.ts';
import { sizeOf } from './size.ts';

const KIB = 1024;
const SECTOR = 512;
/** What most formats allocate at a time. */
const CLUSTER = 64 * KIB;

/** Bytes that stand side by side in an image are of different writes, so that what was shifted is seen. */
interface Stretch {
  /** bytes */
  readonly at: number;
  readonly length: number;
  /** undefined: zeros, over what may have been there */
  readonly pattern?: number;
}

/**
 * The row with known data in every image that its fixture creates: the same steps, and behind each `create` of the
 * fixture a `write`. Behind it and not at the end, since a vmdk overlay tells by the content id of its base whether
 * that has changed. A fixture that creates nothing is left as it is.
 */
export function withGuestData(row: Row): Row {
  let images = 0;
  const steps = row.steps.flatMap((step): Step[] => {
    const { operation, role, name } = step;
    if (role !== 'fixture' || operation.op !== 'create') return [step];
    const { format, file, size } = operation;
    const commands = stretches(Number(sizeOf(size)), images++).map(writeCommand);
    return [
      step,
      { name: `${name}_data`, role: 'fixture', operation: { op: 'write', format, file, commands } },
    ];
  });
  return images === 0 ? row : { ...row, steps };
}

/**
 * Where data lies: a sector in every sixteenth; at the start in pieces that no block size of `dd` fits; on both sides of
 * every power of two from 64 KiB on (each is a boundary of all smaller clusters); in clusters that are full; around a
 * hole in written data; at the very end. Where there is a cluster for every sixteenth, one of them is all zeros in the end,
 * which some formats note without data.
 *
 * @param layer of a chain of images: what lies above writes only a part, so that both shine through, and its cluster of
 *   zeros lies over one that is full below
 */
function stretches(size: number, layer: number): Stretch[] {
  const sixteenths = Array.from({ length: 15 }, (_, index) => ({
    at: wholeClusters((size / 16) * (index + 1)),
    length: SECTOR,
  })).filter(({ at }) => at > 0);
  const start = [0, 512, 1536, 3072, 4096].map((at, index, all) => ({
    at,
    length: (all[index + 1] ?? 4608) - at,
  }));
  const boundaries = powersOfTwo(CLUSTER, size / 2).flatMap((at) => [
    { at: at - KIB, length: KIB },
    { at, length: KIB },
  ]);
  const full = [0, 1, 2].map((index) => ({
    at: wholeClusters((size / 8) * 5) + index * CLUSTER,
    length: CLUSTER,
  }));
  const zeros = {
    at: layer === 0 ? wholeClusters((size / 8) * 7) : wholeClusters((size / 8) * 5) + CLUSTER,
    length: CLUSTER,
  };
  const aroundHole = { at: 320 * KIB, length: 96 * KIB };
  const end = { at: Math.floor(size / SECTOR) * SECTOR - SECTOR, length: SECTOR };
  const written = [...sixteenths, ...start, ...boundaries, ...full, aroundHole, end].map(
    (stretch, index) => ({
      ...stretch,
      pattern: 1 + layer * 100 + index,
    }),
  );
  const own = layer === 0 ? written : written.filter((_, index) => index % 2 === 1);
  const nothing = [{ at: 352 * KIB, length: 32 * KIB }, ...(size < 16 * CLUSTER ? [] : [zeros])];
  return [...own, ...nothing].filter(({ at, length }) => at >= 0 && at + length <= size);
}

function wholeClusters(bytes: number): number {
  return Math.floor(bytes / CLUSTER) * CLUSTER;
}

function powersOfTwo(from: number, to: number): number[] {
  return from > to ? [] : [from, ...powersOfTwo(from * 2, to)];
}

function writeCommand({ at, length, pattern }: Stretch): string {
  return pattern === undefined ? `write -z ${at} ${length}` : `write -P ${pattern} ${at} ${length}`;
}
