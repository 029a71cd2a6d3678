import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COMPRESSIONS, type Compression } from '../pipeline/feature.ts';
import { type Driver, driverOf, FORMATS } from '../pipeline/formats.ts';
import { SAFETIES, type Safety } from '../pipeline/safety.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import { problemsOf } from './validate-manifest.ts';
import { IMAGE_COMMANDS, type Withheld } from './withheld.ts';

/** One entry of fixtures/manifest.json. */
export interface Image {
  /** kebab-case; stem of the baselines */
  readonly id: string;
  /** relative to the fixtures folder: `images/...` is tracked, `fetched/...` comes from the provisioner */
  readonly path: string;
  /** as qemu-img names it: VHD is `vpc` */
  readonly format: Driver;
  readonly safety: Safety;
  readonly run_in_ci: boolean;
  readonly description: string;
  readonly tags: readonly string[];
  /** of the unpacked bytes */
  readonly sha256: string;
  /** program, release and command lines that made it */
  readonly generated_by?: string;
  /** `<package>: <member>` that it was taken from */
  readonly source?: string;
  /** id of the image that this one names as its backing file; both are unpacked into one folder */
  readonly backing?: string;
  /** how its clusters are compressed, where not every build of a program can read that */
  readonly compression?: Compression;
  /** true: no reference may read it */
  readonly skip_qemu_img?: boolean;
  /** commands that it is not put to, and why */
  readonly withheld?: Withheld;
  /** part of what a reference prints on stderr when it rejects the image */
  readonly expected_error?: string;
}

export interface Manifest {
  readonly version: 1;
  readonly images: readonly Image[];
}

export const MANIFEST_FILE = 'manifest.json';

/** Reads and checks `<folder>/manifest.json`. Throws one error that lists every problem, a line each. */
export async function loadManifest(folder: string): Promise<Manifest> {
  const file = join(folder, MANIFEST_FILE);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${file}: ${errorLine(cause)}`);
  }
  const problems = problemsOf(value, {
    formats: FORMATS.map(driverOf),
    safeties: SAFETIES,
    compressions: COMPRESSIONS,
    commands: IMAGE_COMMANDS,
  });
  if (problems.length > 0) throw new UsageError([`${file} is not valid:`, ...problems].join('\n  '));
  return value as Manifest;
}

/** The images of the given safeties, in the manifest's order. */
export function selectImages(manifest: Manifest, safeties: Iterable<Safety>): Image[] {
  const wanted = new Set(safeties);
  return manifest.images.filter((image) => wanted.has(image.safety));
}
