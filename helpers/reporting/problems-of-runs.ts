import { groupBy } from '../files/group-by.ts';
import { settingsInForce } from '../plan/settings-in-force.ts';
import { buildName } from '../references/build-name.ts';
import type { PlayedRun } from './played-run.ts';
import { shardName } from './run-name.ts';

/**
 * Where things lie may differ from machine to machine; who the candidate is, is asked by its content. What a shard is held
 * against by itself says nothing of the whole, which is held against what who merges names.
 */
const NOT_ASKED = [
  'PARITY_BINARY',
  'PARITY_DIALECT',
  'PARITY_SCRATCH',
  'PARITY_REPORT',
  'PARITY_BASE',
  'QEMU_IMG_BINARIES',
  'EXPECTED_OUTPUTS',
  'INSTAR_TESTDATA_PATH',
];

/** Why reports are not those of the shards of one run, a line each. */
export function problemsOfRuns(runs: readonly PlayedRun[]): string[] {
  const counts = new Set(runs.map(({ plan }) => plan.shard?.count ?? 1));
  const named = groupBy(runs, nameOf);
  if (counts.size > 1) return [`these are of different runs: ${[...named.keys()].join(', ')}`];
  return [
    ...[...named].flatMap(([name, { length }]) =>
      length > 1 ? `there are ${length} reports of ${name}` : [],
    ),
    ...(runs.some(({ plan }) => plan.recording) ? ['a recording has no report to merge'] : []),
    ...differing(runs, 'the harness', ({ harness }) => harness ?? 'no checkout'),
    ...differing(runs, 'the candidate', candidateOf),
    ...differing(runs, 'the set of installed releases', referencesOf(runs)),
    ...differing(runs, 'the list of releases', ({ plan }) => plan.verifiable.join(', ')),
    ...differing(runs, 'the list of suites', ({ asked }) => asked.suites.join(', ')),
    ...differing(runs, '-t', ({ asked }) => asked.filter ?? 'nothing'),
    ...settingNames(runs).flatMap((name) =>
      differing(runs, name, (run) => settingsOf(run)[name] ?? 'nothing'),
    ),
  ];
}

/** One line where runs do not agree on something, with who says what. */
function differing(runs: readonly PlayedRun[], what: string, say: (run: PlayedRun) => string): string[] {
  const said = groupBy(runs, say);
  if (said.size < 2) return [];
  const each = [...said].map(([words, those]) => `${words} (${those.map(nameOf).join(', ')})`);
  return [`${what} is not the same in all shards: ${each.join('; ')}`];
}

function nameOf({ plan: { shard } }: PlayedRun): string {
  return shard ? shardName(shard) : 'a run in one piece';
}

/** `instar (0.4.1) e3b0c44298fc` */
function candidateOf({ plan: { candidate }, candidateSum }: PlayedRun): string {
  const { dialect, version, selfCheck } = candidate;
  if (selfCheck) return 'self-check';
  return `${dialect}${version ? ` (${version})` : ''} ${candidateSum?.slice(0, 12) ?? ''}`.trimEnd();
}

/** What to say of the references of each run: the builds that not all have, since there are many. */
function referencesOf(runs: readonly PlayedRun[]): (run: PlayedRun) => string {
  const names = ({ plan }: PlayedRun) => plan.references.map(buildName);
  const isOfAll = (name: string) => runs.every((run) => names(run).includes(name));
  return (run) =>
    names(run)
      .filter((name) => !isOfAll(name))
      .join(', ') || 'none but those of all';
}

function settingsOf({ plan }: PlayedRun): Readonly<Record<string, string | null>> {
  return settingsInForce(plan);
}

function settingNames([first]: readonly PlayedRun[]): string[] {
  return first ? Object.keys(settingsOf(first)).filter((name) => !NOT_ASKED.includes(name)) : [];
}
