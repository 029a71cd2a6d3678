import { copyFileSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS } from '../pipeline/workplace.ts';
import type { Commands } from '../process/commands.ts';
import { outsideFolder, type Ready } from './floor-script.ts';
import type { Placed, Sequence } from './trace.ts';

/** Up to this size, bytes, writing a file's holes out costs less than starting a program that does not. */
const SMALL = 2 ** 20;

/**
 * Makes a folder for each sequence, with what lay there.
 *
 * @param folder in which they are made
 * @param store where the trace has kept contents
 */
export async function readyFolders(
  sequences: readonly Sequence[],
  folder: string,
  store: string,
  commands: Commands,
): Promise<Ready[]> {
  const ready: Ready[] = [];
  for (const [at, sequence] of sequences.entries()) {
    const top = join(folder, String(at));
    for (const name of PARTS) mkdirSync(join(top, name), { recursive: true });
    const place = async (files: readonly Placed[], to: string) => {
      mkdirSync(to, { recursive: true });
      for (const file of files) await placeFile(file, to, store, commands);
    };
    await place(sequence.placed, join(top, 'work'));
    for (const [number, { outside }] of sequence.commands.entries()) {
      for (const [index, { files }] of outside.entries()) {
        // Nothing is written there but what a command makes, and so links do.
        const links = files.map((file) => ({ ...file, link: true }));
        await place(links, outsideFolder(top, number, index));
      }
    }
    ready.push({ sequence, top });
  }
  return ready;
}

async function placeFile(
  { name, kept, link }: Placed,
  work: string,
  store: string,
  commands: Commands,
): Promise<void> {
  const from = join(store, kept);
  if (link) symlinkSync(from, join(work, name));
  else if (statSync(from).size <= SMALL) copyFileSync(from, join(work, name));
  else
    await commands.mustRun([
      'cp',
      '--archive',
      '--sparse=always',
      '--reflink=auto',
      '--',
      from,
      join(work, name),
    ]);
}
