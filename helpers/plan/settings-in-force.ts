import { writeMinimum } from './minimum.ts';
import type { Plan } from './plan.ts';
import type { Variable } from './settings.ts';

/**
 * The settings that a run goes by, by the names of their variables and with the defaults; null where there is no value.
 * The alias of PARITY_BINARY is none of its own.
 */
export function settingsInForce({
  settings,
  candidate,
}: Pick<Plan, 'settings' | 'candidate'>): Record<Exclude<Variable, 'INSTAR_BINARY_PATH'>, string | null> {
  const { given } = settings;
  return {
    PARITY_BINARY: candidate.path ?? null,
    PARITY_DIALECT: candidate.selfCheck ? null : candidate.dialect,
    PARITY_VERSIONS: given.PARITY_VERSIONS ?? null,
    PARITY_READER: settings.reader,
    PARITY_SAFETY: settings.safeties.join(),
    PARITY_REQUIRE_CANDIDATE: settings.requireCandidate ? '1' : '0',
    PARITY_MIN_JUDGED: settings.minimum ? writeMinimum(settings.minimum) : null,
    PARITY_STEP_TIMEOUT: String(settings.timeLimit / 1000),
    PARITY_FILE_LIMIT: String(settings.fileLimit / 1024 ** 3),
    PARITY_TIME_LIMIT: settings.runLimit === undefined ? null : String(settings.runLimit / 60_000),
    PARITY_SCRATCH: settings.scratch,
    PARITY_REPORT: settings.report,
    PARITY_BASE: settings.base ?? null,
    QEMU_IMG_BINARIES: settings.binaries,
    EXPECTED_OUTPUTS: settings.expectedOutputs,
    INSTAR_TESTDATA_PATH: given.INSTAR_TESTDATA_PATH ?? null,
  };
}
