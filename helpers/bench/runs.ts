import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '../plan/settings.ts';
import { hostArch } from '../references/host-arch.ts';
import { writeStandIn } from '../testing/stand-in/launcher.ts';
import { copiedBaselines } from './copied-baselines.ts';
import { emptyFolder, type Ground } from './ground.ts';
import type { Job } from './measure.ts';
import type { ProfiledName } from './part-names.ts';

/** A run of Vitest, and where it leaves its report. */
export interface Run extends Job {
  readonly report: string;
}

/** What is not handed on: what this bench was started with is not what is measured. */
const WITHOUT = [...VARIABLES, 'NODE_OPTIONS', 'NODE_V8_COVERAGE', 'VITEST', 'FORCE_COLOR', 'GITHUB_ACTIONS'];

/** How many references are installed where few are. */
const FEW = 2;

/** Gets a run ready, which takes time itself. */
export async function prepareRun(name: ProfiledName, ground: Ground): Promise<Run> {
  const newest = ground.references.at(-1)?.version ?? '';
  const few = ground.references.slice(-FEW);
  switch (name) {
    case 'record':
      return vitest(ground, ['-u', ...ALL], { EXPECTED_OUTPUTS: emptyFolder(ground, 'recorded') });
    case 're-record':
      return vitest(ground, ['-u', ...ALL], { EXPECTED_OUTPUTS: await copiedBaselines(ground) });
    case 'self-check':
      return vitest(ground, ALL);
    case 'verify-one':
      return vitest(ground, ALL, { ...candidate(ground), PARITY_VERSIONS: newest });
    case 'verify-all':
      return vitest(ground, ALL, candidate(ground));
    case 'verify-few': {
      const PARITY_VERSIONS = few.map(({ version }) => version).join(',');
      return vitest(ground, ALL, { ...candidateOfFew(ground), PARITY_VERSIONS });
    }
    case 'verify-more':
      return vitest(ground, ALL, candidateOfFew(ground));
    case 'one-case': {
      const { suite, filter } = ground.oneCase;
      return vitest(ground, [`suites/${suite}`, '-t', filter]);
    }
  }
}

/** All suites. */
const ALL = ['--project', 'parity'];

function vitest(ground: Ground, args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const report = emptyFolder(ground, 'report');
  return {
    argv: [process.execPath, join(ground.root, 'node_modules/vitest/vitest.mjs'), 'run', ...args],
    env: { QEMU_IMG_BINARIES: ground.binaries, ...env, PARITY_REPORT: report, NO_COLOR: '1' },
    without: WITHOUT,
    cwd: ground.root,
    report,
  };
}

/** The stand-in, over the newest reference. */
function candidate(ground: Ground, binaries = ground.binaries): Record<string, string> {
  const newest = ground.references.at(-1)?.version ?? '';
  const program = join(binaries, hostArch(), newest, 'qemu-img');
  return { PARITY_BINARY: writeStandIn(emptyFolder(ground, 'candidate'), program) };
}

/** The same where only few references are installed. */
function candidateOfFew(ground: Ground): Record<string, string> {
  const binaries = emptyFolder(ground, 'few');
  const arch = join(binaries, hostArch());
  mkdirSync(arch);
  for (const { folder, version } of ground.references.slice(-FEW)) symlinkSync(folder, join(arch, version));
  return { ...candidate(ground, binaries), QEMU_IMG_BINARIES: binaries };
}
