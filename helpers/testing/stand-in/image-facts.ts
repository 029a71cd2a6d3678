import { type FileHandle, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { run } from '../../process/run.ts';

/** What it takes for a program to measure an image as another size than qemu-img does, or to map it in another way. */
export interface ImageFacts {
  /** a copy without holes is measured as another size */
  readonly holesTell: boolean;
  /** a copy without holes is mapped in another way */
  readonly holesAreMapped: boolean;
  /** some of its clusters are compressed, which its map tells */
  readonly isCompressed: boolean;
  /** it is read together with what it is backed by */
  readonly hasBacking: boolean;
  /** a VHD whose footer has another size than the disk */
  readonly footerDiffers: boolean;
  /** a VHDX of which not every block is present */
  readonly lacksBlocks: boolean;
  /** a VMDK with an MBR of more than one partition */
  readonly isPartitioned: boolean;
}

interface Info {
  readonly format: string;
  readonly 'virtual-size': number;
  readonly 'cluster-size': number;
}

/**
 * Tells what is so of an image: read from its bytes, or asked of a qemu-img.
 *
 * @param folder for what is written on the way
 */
export async function factsOf(path: string, qemuImg: string, folder: string): Promise<ImageFacts> {
  const ask = async (...args: string[]) => asked(qemuImg, args, folder);
  const chain = JSON.parse(await ask('info', '--output=json', '--backing-chain', path)) as Info[];
  const [info] = chain;
  if (!info) throw new Error(`${path}: info says nothing`);
  const file = await open(path);
  try {
    return {
      holesTell: await holesTell(path, folder, (image) => ask('measure', '-O', 'qcow2', image)),
      holesAreMapped: await holesTell(path, folder, (image) => ask('map', '--output=json', image)),
      isCompressed: (await ask('map', '--output=json', path)).includes('"compressed": true'),
      hasBacking: chain.length > 1,
      footerDiffers: info.format === 'vpc' && (await footerSize(file)) !== info['virtual-size'],
      lacksBlocks: info.format === 'vhdx' && (await lacksBlocks(file, info)),
      isPartitioned: info.format === 'vmdk' && (await partitionsOf(path, folder, ask)) > 1,
    };
  } finally {
    await file.close();
  }
}

async function asked(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { ending, stdout, stderr } = await run({ program, args, cwd, timeLimit: 60_000 });
  if (ending.kind !== 'exited' || ending.code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return stdout;
}

async function holesTell(
  path: string,
  folder: string,
  measure: (image: string) => Promise<string>,
): Promise<boolean> {
  // Beside the image, so that it finds what it is backed by; of the same ending, by which some formats are known.
  const copy = join(dirname(path), `without-holes-${basename(path)}`);
  try {
    await asked('cp', ['--sparse=never', path, copy], folder);
    return (await measure(path)) !== (await measure(copy));
  } finally {
    await rm(copy, { force: true });
  }
}

async function bytes(file: FileHandle, length: number, position: number): Promise<Buffer> {
  return (await file.read(Buffer.alloc(length), 0, length, position)).buffer;
}

/** The current size, at byte 48 of a VHD's footer, which is the file's last 512 bytes. */
async function footerSize(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  return Number((await bytes(file, 512, size - 512)).readBigUInt64BE(48));
}

/** Reads the block allocation table of a VHDX ([MS-VHDX] 2.2.3 and 2.5): of a block that is present, the state is 6. */
async function lacksBlocks(file: FileHandle, info: Info): Promise<boolean> {
  const size = info['cluster-size'];
  const blocks = Math.ceil(info['virtual-size'] / size);
  // With sectors of 512 bytes; beyond it there would be entries of another kind between them.
  if (blocks > 2 ** 32 / size) throw new Error('a VHDX of more than one chunk');
  const regions = await bytes(file, 64 * 1024, 192 * 1024);
  const count = regions.readUInt32LE(8);
  const entries = Array.from({ length: count }, (_, index) => regions.subarray(16 + 32 * index));
  const bat = entries.find((entry) => entry.readUInt32LE(0) === 0x2dc27766);
  if (!bat) throw new Error('a VHDX without a block allocation table');
  const table = await bytes(file, 8 * blocks, Number(bat.readBigUInt64LE(16)));
  return Array.from({ length: blocks }, (_, index) => table.readUInt8(8 * index) & 7).some(
    (state) => state !== 6,
  );
}

/** The number of partitions of a disk's MBR: entries of 16 bytes from byte 446 on, their type is the fifth byte. */
async function partitionsOf(
  path: string,
  folder: string,
  ask: (...args: string[]) => Promise<string>,
): Promise<number> {
  const first = join(folder, 'first-sector');
  await ask('dd', '-O', 'raw', 'bs=512', 'count=1', `if=${path}`, `of=${first}`);
  const file = await open(first);
  const sector = await bytes(file, 512, 0).finally(() => file.close());
  await rm(first);
  if (sector.readUInt16BE(510) !== 0x55aa) return 0;
  return [446, 462, 478, 494].filter((entry) => sector.readUInt8(entry + 4) !== 0).length;
}
