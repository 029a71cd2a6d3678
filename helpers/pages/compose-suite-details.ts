import type { WrittenDifference } from '../comparison/difference.ts';
import { caseKey } from '../reporting/case-key.ts';
import type { Report } from '../reporting/report.ts';
import { Interned } from './interned.ts';
import type { SuiteDetails } from './report-data.ts';

/** What the cells of each suite open to, made of parity.json alone. */
export function composeSuiteDetails(report: Report): ReadonlyMap<string, SuiteDetails> {
  const places = new Map(report.cases.map((one, at) => [caseKey(one), at]));
  const suites = new Set(report.cases.map(({ suite }) => suite));
  return new Map([...suites].map((suite) => [suite, detailsOf(suite, report, places)]));
}

function detailsOf(
  suite: string,
  { cases, failures, known }: Report,
  places: ReadonlyMap<string, number>,
): SuiteDetails {
  const lines = new Interned<string>();
  const differences = new Interned<readonly WrittenDifference[]>();
  const isOurs = (one: { readonly suite: string }) => one.suite === suite;
  const placeOf = (one: Parameters<typeof caseKey>[0]) => places.get(caseKey(one)) ?? -1;
  return {
    failures: failures.filter(isOurs).map((failure) => {
      const { suite: _, target: __, ...rest } = failure;
      return {
        ...rest,
        case: placeOf(failure),
        differences: differences.placeOf(failure.differences),
        reproduce: failure.reproduce.map((line) => lines.placeOf(line)),
      };
    }),
    known: known.filter(isOurs).map((one) => {
      const { suite: _, target: __, ...rest } = one;
      return { ...rest, case: placeOf(one), differences: differences.placeOf(one.differences) };
    }),
    baselines: cases
      .filter(isOurs)
      .flatMap((one) =>
        one.results.flatMap(({ releases: [version], baseline }) =>
          version === undefined ? [] : [{ case: placeOf(one), version, path: baseline }],
        ),
      ),
    lines: lines.values,
    differences: differences.values,
  };
}
