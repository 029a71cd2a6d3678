import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copySparse } from '../files/copy-sparse.ts';

/**
 * Puts image fixtures into a case's directory: as links for a reference, which only reads them, as copies for a
 * candidate, which may do anything to them. Every release of qemu-img looks for backing files beside the link. Links
 * save time: a self-check would make 1,680 copies, and making them took longer than running qemu-img on them.
 */
export async function placeImages(files: readonly string[], folder: string, trusted: boolean): Promise<void> {
  if (!trusted) return copySparse(files, folder);
  for (const file of files) symlinkSync(file, join(folder, basename(file)));
}
