import { symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { copySparse } from '../files/copy-sparse.ts';

/**
 * Puts image fixtures into a case's directory: as links for a reference, which only reads them, as copies for a
 * candidate, which may do anything to them. A link is followed by every release of qemu-img (backing files are looked
 * for beside the link), and 1,680 copies of a self-check took longer than what was measured.
 */
export async function placeImages(files: readonly string[], folder: string, trusted: boolean): Promise<void> {
  if (files.length === 0) return;
  if (!trusted) return copySparse(files, folder);
  await Promise.all(files.map((file) => symlink(file, join(folder, basename(file)))));
}
