import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copySparse } from '../files/copy-sparse.ts';
import { CANARY, writeCanary } from './canary.ts';
import { chainOf, FIXTURES, fileOf } from './image-files.ts';
import { loadManifest } from './manifest.ts';
import { unpackImages } from './unpack.ts';

const USAGE = `usage: tsx helpers/images/cli.ts IMAGE-ID [FOLDER [ABOVE]]

Unpacks an image and what it is backed by into FOLDER. What malicious images name outside of it, ../../${CANARY}, is put
into ABOVE, which is to lie two folders higher.`;

/** Unpacks one image fixture for work by hand; the commands that reproduce a failed cell begin with it. */
async function main([id, folder = '.', above]: string[]): Promise<string | undefined> {
  if (id === undefined || id.startsWith('-')) return USAGE;
  const manifest = await loadManifest(FIXTURES);
  const image = manifest.images.find((entry) => entry.id === id);
  if (!image) return `no image "${id}" in fixtures/manifest.json`;
  const chain = chainOf(image, manifest);
  const scratch = await mkdtemp(join(tmpdir(), 'instar-parity-image-'));
  try {
    const unpacked = await unpackImages({ ...manifest, images: chain }, FIXTURES, scratch);
    for (const part of unpacked) if (part.status !== 'ready') return part.reason;
    await copySparse(
      chain.map((part) => join(scratch, part.path)),
      folder,
    );
    if (above !== undefined) writeCanary(above);
    console.log(chain.map((part) => join(folder, fileOf(part))).join('\n'));
    return undefined;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const problem = await main(process.argv.slice(2));
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 2;
}
