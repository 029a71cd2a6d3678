import { groupBy } from '../files/group-by.ts';
import { quoted } from '../text/quoted.ts';
import { compareVersions, sortVersions } from './order.ts';
import { versionRanges } from './ranges.ts';

export type Selection =
  | { readonly ok: true; readonly versions: string[] }
  | { readonly ok: false; readonly problem: string };

/** How many releases are listed one by one. */
const LISTED = 10;

/** As far as numbers are exact (semver refuses more), and without the leading zeros that no release has. */
const PART = String.raw`(?:0|[1-9]\d{0,14})`;
const NUMBER = String.raw`${PART}(?:\.${PART}){0,2}`;
const FORM = new RegExp(`^(?:latest|${NUMBER}(?:-${NUMBER})?)$`);

/** Whether a text is a comma list of releases, whatever releases there are. */
export function isSelector(spec: string): boolean {
  return problemOfForm(spec) === undefined;
}

/** What is wrong with a text as a comma list of releases, whatever releases there are, in one line. */
export function problemOfForm(spec: string): string | undefined {
  const [problem] = partsOf(spec).flatMap((part) => wrongForm(part) ?? []);
  return problem === undefined ? undefined : `PARITY_VERSIONS: ${problem}`;
}

/**
 * Applies PARITY_VERSIONS to the releases there are.
 *
 * @param spec comma list of `10.0.13` (one), `7.2` or `7` (all of 7.2.x or 7.x), `6.0.0-8.2.0` (inclusive; an end
 *   of fewer parts covers all of it: `6-7.2`), `latest`; undefined: everything. An empty part is what is left of
 *   something that a script did not find: to leave it out would choose other releases than were meant
 * @param noneOf what is known of a part that has the form and matches nothing
 * @returns the chosen releases in version order, or one line that says which part is wrong
 */
export function selectVersions(
  available: Iterable<string>,
  spec: string | undefined,
  noneOf: (part: string) => string | undefined = () => undefined,
): Selection {
  const ordered = sortVersions(available);
  if (spec === undefined) return { ok: true, versions: ordered };
  const wrong = problemOfForm(spec);
  if (wrong !== undefined) return { ok: false, problem: wrong };
  const chosen = new Set<string>();
  for (const part of partsOf(spec)) {
    const hits = part === 'latest' ? ordered.slice(-1) : ordered.filter((version) => covers(part, version));
    if (hits.length === 0) {
      const why = noneOf(part) ?? 'matches no release';
      return { ok: false, problem: `PARITY_VERSIONS: ${quoted(part)} ${why}; there are: ${listed(ordered)}` };
    }
    for (const hit of hits) chosen.add(hit);
  }
  return { ok: true, versions: sortVersions(chosen) };
}

function partsOf(spec: string): string[] {
  return [...new Set(spec.split(',').map((part) => part.trim()))];
}

function wrongForm(part: string): string | undefined {
  if (part === '') return 'has an empty part; name a release there, or take its comma out';
  if (!FORM.test(part)) {
    return `${quoted(part)} is not a release (10.0.13), a line of releases (7.2), a range (6.0.0-8.2.0) or "latest"`;
  }
  if (!isReversed(part)) return undefined;
  return `${quoted(part)} ends below where it begins; say ${part.split('-').reverse().join('-')}`;
}

/** Whether a range can match nothing: `8-6`, and not `8.2-8`, whose end covers all of 8. */
function isReversed(part: string): boolean {
  const [low = part, high = low] = part.split('-');
  return !startsWith(low, high) && !startsWith(high, low) && compareVersions(padded(low), padded(high)) > 0;
}

/** A few one by one, many by their first number: `6.0.0-6.2.0 7.0.0-7.2.22 8.0.0`. */
function listed(ordered: readonly string[]): string {
  if (ordered.length === 0) return 'none';
  if (ordered.length <= LISTED) return ordered.join(' ');
  const majors = groupBy(ordered, (version) => version.split('.')[0] ?? '');
  return [...majors.values()].map((members) => versionRanges(members, ordered)).join(' ');
}

function covers(part: string, version: string): boolean {
  const [low = part, high = low] = part.split('-');
  const belowLow = !startsWith(version, low) && compareVersions(version, padded(low)) < 0;
  const aboveHigh = !startsWith(version, high) && compareVersions(version, padded(high)) > 0;
  return !belowLow && !aboveHigh;
}

/** By whole numbers, never by characters: `1.2` is no prefix of `1.20.0`. */
function startsWith(version: string, prefix: string): boolean {
  return `${version}.`.startsWith(`${prefix}.`);
}

function padded(prefix: string): string {
  return [...prefix.split('.'), '0', '0'].slice(0, 3).join('.');
}
