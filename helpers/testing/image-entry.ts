import type { Image } from '../images/manifest.ts';

/** A valid entry of a manifest, but that nothing has its sha256. */
export function imageEntry(id: string, changes: Partial<Image> = {}): Image {
  return {
    id,
    path: `images/${id}`,
    format: 'raw',
    safety: 'safe',
    run_in_ci: true,
    description: id,
    tags: [],
    sha256: 'a'.repeat(64),
    ...changes,
  };
}
