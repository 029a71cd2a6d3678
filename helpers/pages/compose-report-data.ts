import { isFailure } from '../cells/verdict.ts';
import { groupBy } from '../files/group-by.ts';
import { caseKey } from '../reporting/case-key.ts';
import { type Change, KINDS, type Kind } from '../reporting/history/change.ts';
import type { CaseResult, GroupReport, Known, Report } from '../reporting/report.ts';
import { Interned } from './interned.ts';
import type { CaseData, GroupData, Outcome, ReportData } from './report-data.ts';

/** What the report page shows before anything is opened, made of parity.json alone. */
export function composeReportData(report: Report): ReportData {
  const { causes, groups, cases, failures: _, known, ...run } = report;
  const outcomes = new Interned<Outcome>();
  const [groupsOf, knownOf] = [groupBy(groups, caseKey), groupBy(known, caseKey)];
  const places = new Map(cases.map((one, at) => [caseKey(one), at]));
  const changes = changesOf(run.change);
  const releases = new Map(run.versions.map((version, at) => [version, at]));
  return {
    run,
    cases: cases.map((one): CaseData => {
      const own = { groups: groupsOf.get(caseKey(one)) ?? [], known: knownOf.get(caseKey(one)) ?? [] };
      const byVersion = new Map(
        one.results.flatMap((result) =>
          result.releases.map((version) => {
            const change = changes.get(`${caseKey(one)}\n${version}`);
            const outcome = outcomeOf(result, version, own);
            return [version, outcomes.placeOf(change === undefined ? outcome : { ...outcome, change })];
          }),
        ),
      );
      return {
        suite: one.suite,
        target: one.target,
        name: one.case,
        outcomes: run.versions.map((version) => byVersion.get(version) ?? -1),
        play: one.play,
      };
    }),
    outcomes: outcomes.values,
    causes: causes.map(({ line, groups: members }) => ({
      line,
      groups: members.flatMap((at): GroupData[] => {
        const group = groups[at];
        if (!group) return [];
        return [
          {
            case: places.get(caseKey(group)) ?? -1,
            releases: group.releases.flatMap((version) => releases.get(version) ?? []),
            summary: group.summary,
          },
        ];
      }),
    })),
  };
}

/** What has become of each cell that is not as it was, by its names. */
function changesOf(change: Change | null): ReadonlyMap<string, Kind> {
  if (change === null) return new Map();
  const entries = KINDS.flatMap((kind) => change.entries[kind].map((entry) => ({ kind, entry })));
  return new Map(
    entries.flatMap(({ kind, entry }) =>
      entry.releases.map((version): [string, Kind] => [`${caseKey(entry)}\n${version}`, kind]),
    ),
  );
}

/** Outcomes are the same where a reader would see the same. */
function outcomeOf(
  { result, reason }: CaseResult,
  version: string,
  { groups, known }: { readonly groups: readonly GroupReport[]; readonly known: readonly Known[] },
): Outcome {
  if (isFailure(result)) {
    const group = groups.find(({ releases }) => releases.includes(version));
    const readers = [
      ...(group?.differences ?? []).flatMap(({ readers }) => readers),
      ...readersOf(group?.reasons),
    ];
    return { result, readers: [...new Set(readers)], text: group?.summary ?? '' };
  }
  if (result === 'known') {
    const own = known.filter((one) => one.version === version);
    return {
      result,
      readers: readersOf(own),
      text: [...new Set(own.map(({ reason }) => reason))].join('; '),
    };
  }
  return { result, readers: [], text: reason ?? '' };
}

function readersOf(said: readonly Pick<Known, 'reader'>[] | undefined): Known['reader'][] {
  return [...new Set((said ?? []).map(({ reader }) => reader))];
}
