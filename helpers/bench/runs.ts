import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '../plan/settings.ts';
import { hostArch } from '../references/host-arch.ts';
import { copiedBaselines } from './copied-baselines.ts';
import { emptyFolder, type Ground } from './ground.ts';
import { addReleases } from './made-releases.ts';
import type { Job } from './measure.ts';
import type { RunName } from './part-names.ts';
import { writeCandidate } from './stand-in.ts';

/** A run of Vitest. */
export interface Run extends Job {
  /** where it leaves its report */
  readonly report: string;
  /** holds everything that was made for it, and what it makes, its scratch directory aside; to be removed afterwards */
  readonly folder: string;
}

/** What is not handed on: what this bench was started with is not what is measured. */
const WITHOUT = [...VARIABLES, 'NODE_OPTIONS', 'NODE_V8_COVERAGE', 'VITEST', 'FORCE_COLOR', 'GITHUB_ACTIONS'];

/** How many references are installed where few are. */
const FEW = 2;

/** How many releases are recorded where the memory is measured. */
export const MANY = 30;

/** Gets a run ready, which takes time itself. */
export async function prepareRun(name: RunName, all: Ground): Promise<Run> {
  const ground = { ...all, folder: emptyFolder(all, name) };
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
    case 'memory': {
      const EXPECTED_OUTPUTS = await copiedBaselines(ground);
      addReleases(
        EXPECTED_OUTPUTS,
        ground.suites,
        ground.references.map(({ version }) => version),
        MANY,
      );
      return vitest(ground, ALL, { ...candidate(ground), EXPECTED_OUTPUTS });
    }
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
    env: {
      QEMU_IMG_BINARIES: ground.binaries,
      PARITY_SCRATCH: ground.scratch,
      ...env,
      PARITY_REPORT: report,
      NO_COLOR: '1',
    },
    without: WITHOUT,
    cwd: ground.root,
    report,
    folder: ground.folder,
  };
}

function candidate(ground: Ground): Record<string, string> {
  return { PARITY_BINARY: writeCandidate(ground) };
}

/** The same where only few references are installed. */
function candidateOfFew(ground: Ground): Record<string, string> {
  const binaries = emptyFolder(ground, 'few');
  const arch = join(binaries, hostArch());
  mkdirSync(arch);
  for (const { folder, version } of ground.references.slice(-FEW)) symlinkSync(folder, join(arch, version));
  return { ...candidate(ground), QEMU_IMG_BINARIES: binaries };
}
