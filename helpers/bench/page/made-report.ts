import type { Result } from '../../cells/verdict.ts';
import type { CaseResult, Failure, GroupReport, Report } from '../../reporting/report.ts';

/** What the made report has: 35,000 cells, of which a fifth diverges. */
const SUITES = ['amend', 'check', 'commit', 'compare', 'convert', 'create', 'dd', 'info', 'map', 'measure'];
const TARGETS = ['qcow2', 'raw', 'vhd', 'vhdx', 'vmdk'];
const CASES = 28;
const RELEASES = 25;
const EVERY_WRONG = 5;
/** how many ways there are of being wrong */
const WAYS = 40;

/** A parity.json as large as that of a run of everything, whatever is recorded here. */
export function madeReport(): Report {
  const versions = Array.from({ length: RELEASES }, (_, at) => `${5 + Math.floor(at / 3)}.${at % 3}.0`);
  const made = SUITES.flatMap((suite) =>
    TARGETS.flatMap((target) =>
      Array.from({ length: CASES }, (_, at) => madeCase(suite, target, at, versions)),
    ),
  );
  const groups = made.flatMap(({ group }) => group ?? []);
  const failures = made.flatMap((one) => one.failures);
  const all = made.length * RELEASES;
  const counts = {
    match: all - failures.length,
    known: 0,
    diverged: failures.length,
    stale: 0,
    skipped: 0,
    error: 0,
  };
  return {
    started: '2026-01-01T00:00:00.000Z',
    harness: null,
    settings: {} as Report['settings'],
    shard: null,
    candidate: { dialect: 'made', path: '/made', version: '1.0.0', self_check: false },
    versions,
    asked: { suites: SUITES, filter: null },
    expected_cells: all,
    verdict: { passed: false, cancelled: false, line: 'made', reasons: [], failed_tests: [], run_errors: 0 },
    cells: counts,
    judged: all,
    readings: { candidate: all, reference: all },
    guest_data: { written: 0, compared: 0 },
    suites: Object.fromEntries(SUITES.map((suite) => [suite, counts])),
    candidate_runs: all,
    causes: Array.from({ length: WAYS }, (_, way) => ({
      line: `way ${way}`,
      groups: groups.flatMap(({ summary }, at) => (summary.startsWith(`field-${way} `) ? [at] : [])),
    })).filter((cause) => cause.groups.length > 0),
    groups,
    cases: made.map(({ suite, target, name, results }) => ({
      suite,
      target,
      case: name,
      results,
      play: `npx vitest run suites/${suite} -t '${suite} ${target} ${name} @'`,
    })),
    failures,
    known: [],
    skips: {},
    truncated: false,
    changed_files: null,
    time_limit: null,
    change: null,
  };
}

interface Made {
  readonly suite: string;
  readonly target: string;
  readonly name: string;
  readonly results: readonly CaseResult[];
  readonly group: GroupReport | undefined;
  readonly failures: readonly Failure[];
}

/** A case that is wrong from some release on, if it is one of those. */
function madeCase(suite: string, target: string, at: number, versions: readonly string[]): Made {
  const name = `case-${at}-cs-${2 ** (at % 8)}k`;
  const isWrong = at % EVERY_WRONG === 0;
  const [good, bad] = isWrong ? [[], versions] : [versions, []];
  const baseline = `expected-outputs/${suite}-info-json/${target}/${versions[0]}/${name}.stdout.txt`;
  const result = (kind: Result, releases: readonly string[]): CaseResult[] =>
    releases.length === 0 ? [] : [{ result: kind, releases, readers: ['candidate'], baseline }];
  const differences = [{ path: `field-${at % WAYS}`, expected: at, actual: at + 1 }];
  const place = { suite, target, case: name };
  return {
    suite,
    target,
    name,
    results: [...result('match', good), ...result('diverged', bad)],
    group: isWrong
      ? {
          ...place,
          releases: bad,
          result: 'diverged',
          differences: differences.map((one) => ({ ...one, readers: ['candidate'] as const })),
          reasons: [],
          summary: `field-${at % WAYS} ${at} -> ${at + 1}`,
        }
      : undefined,
    failures: bad.map((version) => ({
      ...place,
      version,
      reader: 'candidate',
      result: 'diverged',
      differences,
      reproduce: [
        `PARITY_VERSIONS=${version} npx vitest run suites/${suite}`,
        'cd "$(mktemp -d)"',
        `/made ${suite}`,
      ],
      baseline,
    })),
  };
}
