import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { COMPRESSIONS, type Compression, FEATURES, type Feature } from '../pipeline/feature.ts';
import { driverOf, FORMATS } from '../pipeline/formats.ts';
import { run } from '../process/run.ts';

/** A program that is no qemu-img may do anything; each question gets this long, milliseconds. */
const LIMIT = 10_000;

/**
 * Asks a qemu-img what it was built without, of all that cases may need: a build is not its release. What does not
 * answer as qemu-img does is taken to lack nothing, and then records what it says.
 *
 * @param scratch folder in which a small image can be made for a moment
 * @returns in the order of {@link FEATURES}
 */
export async function askLacks(program: string, scratch: string): Promise<Feature[]> {
  const found = await Promise.all([
    lackingDrivers(program),
    ...COMPRESSIONS.map(async (each) => ((await lacksCompression(program, each, scratch)) ? [each] : [])),
  ]);
  const lacks: readonly Feature[] = found.flat();
  return FEATURES.filter((feature) => lacks.includes(feature));
}

async function lackingDrivers(program: string): Promise<Feature[]> {
  const { stdout } = await ask(program, ['--help']);
  const listed = parseFormats(stdout);
  return listed === undefined ? [] : FORMATS.map(driverOf).filter((driver) => !listed.includes(driver));
}

/**
 * The block drivers that `qemu-img --help` lists: behind `Supported formats:` on one line up to 10.0.0, behind
 * `Supported image formats:` and an empty line, over several lines, since (measured on 26 releases from 5.2.0).
 *
 * @returns undefined where there is no such list
 */
export function parseFormats(help: string): string[] | undefined {
  const list = /^Supported (?:image )?formats:\s*((?:.+\n?)*)/m.exec(help)?.[1];
  const names = list?.split(/\s+/).filter((name) => name !== '');
  // A list without raw is another text.
  return names?.includes('raw') ? names : undefined;
}

/**
 * Whether a program knows the option and not this value of it (measured: a 5.2.0 that was built without libzstd says
 * "Invalid parameter 'zstd'", and only once it has made the file; `measure` takes any value). A release without the
 * option lacks nothing: that is what it answers.
 */
async function lacksCompression(
  program: string,
  compression: Compression,
  scratch: string,
): Promise<boolean> {
  const folder = mkdtempSync(join(scratch, 'ask-'));
  try {
    const refuses = async (value: string) => {
      const options = ['-q', '-f', 'qcow2', '-o', `compression_type=${value}`];
      const { ending } = await ask(program, ['create', ...options, join(folder, value), '64k']);
      return ending.kind === 'exited' && ending.code === 1;
    };
    return (await refuses(compression)) && !(await refuses('zlib'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ask(program: string, args: readonly string[]) {
  return run({ program, args, cwd: dirname(program), timeLimit: LIMIT });
}
