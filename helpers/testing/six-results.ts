import { join } from 'node:path';
import { highest } from './releases.ts';
import { REPOSITORY, runVitest } from './run-vitest.ts';
import { script } from './temporary.ts';
import { type MadeTestbed, makeTestbed, placeDialect } from './testbed.ts';

/** Test files of the fixture project that have one cell of each result together. */
export const SIX = ['suites/tiny', 'suites/odd'] as const;

/** How the cells of these end. */
export const ENDINGS = {
  match: 'tiny qcow2 1M-default',
  known: 'tiny qcow2 1M-cs-4k',
  diverged: 'tiny raw 1M-default',
  stale: 'odd qcow2 1M-default',
  skipped: 'tiny vmdk 1M-default',
  error: 'tiny qcow2 1M-refused',
} as const;

export const SKIPPED = 'mine: it makes no vmdk';
export const KNOWN = 'halves clusters';

const entry = (suite: string, name: string, field: string) => ({
  suite,
  target: 'qcow2',
  case: name,
  releases: 'all',
  reader: 'candidate',
  fields: { [field]: 'any' },
  origin: 'observed',
  reason: KNOWN,
  link: 'https://instar.example/quirks',
});

const DIALECT = `
  import qemuImg from ${JSON.stringify(join(REPOSITORY, 'helpers/dialects/qemu-img.ts'))};
  export default {
    ...qemuImg,
    name: 'mine',
    knownDivergences: ${JSON.stringify([
      entry('odd', '1M-default', 'virtual-size'),
      entry('tiny', '1M-cs-4k', 'cluster-size'),
    ])},
    command(operation, release) {
      const { op, format } = operation;
      if (op === 'create' && format === 'vmdk') return { unsupported: 'it makes no vmdk' };
      return qemuImg.command(operation, release);
    },
  };`;

/**
 * A testbed, recorded with the newest release, and a candidate in it whose cells end in all six ways, one each.
 *
 * @returns the testbed, and with which environment it is judged
 */
export async function makeSixResults(): Promise<{ testbed: MadeTestbed; env: Record<string, string> }> {
  const real = highest?.program ?? '';
  const testbed = makeTestbed([highest]);
  const { exitCode, text } = await runVitest(testbed, ['-u', ...SIX]);
  if (exitCode !== 0) throw new Error(`the fixture project could not be recorded:\n${text}`);
  placeDialect(testbed, 'mine', DIALECT);
  return { testbed, env: { PARITY_DIALECT: 'mine', PARITY_BINARY: candidate(testbed, real) } };
}

/**
 * Writes the candidate of `makeSixResults`.
 *
 * @param also what it does besides, as branches of a shell's `case` on its command line
 */
export function candidate({ root }: MadeTestbed, real: string, also = ''): string {
  return script(
    join(root, 'six'),
    `case "$*" in
       ${also}
       *create*cluster_size=3*) kill -SEGV $$ ;;
       *info*image.raw*) '${real}' "$@" | sed 's/"virtual-size": 1048576/"virtual-size": 4711/'; exit ;;
       *info*image.qcow2*) '${real}' "$@" | sed 's/"cluster-size": 4096/"cluster-size": 2048/'; exit ;;
     esac
     exec '${real}' "$@"`,
  );
}
