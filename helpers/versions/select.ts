import { groupBy } from '../files/group-by.ts';
import { compareVersions, sortVersions } from './order.ts';
import { versionRanges } from './ranges.ts';

export type Selection =
  | { readonly ok: true; readonly versions: string[] }
  | { readonly ok: false; readonly problem: string };

/** How many releases are listed one by one. */
const LISTED = 10;

const NUMBER = String.raw`\d+(?:\.\d+){0,2}`;
const FORM = new RegExp(`^(?:latest|${NUMBER}(?:-${NUMBER})?)$`);

/** Whether a text has the form of a comma list of releases, whatever releases there are. */
export function isSelector(spec: string): boolean {
  return spec.split(',').every((part) => FORM.test(part.trim()));
}

/**
 * Applies PARITY_VERSIONS to the releases there are.
 *
 * @param spec comma list of `10.0.13` (one), `7.2` or `7` (all of 7.2.x or 7.x), `6.0.0-8.2.0` (inclusive; an end
 *   of fewer parts covers all of it: `6-7.2`), `latest`; empty or undefined: everything
 * @returns the chosen releases in version order, or one line that says which part is wrong
 */
export function selectVersions(available: Iterable<string>, spec: string | undefined): Selection {
  const ordered = sortVersions(available);
  const parts = (spec ?? '').split(',').flatMap((part) => part.trim() || []);
  if (parts.length === 0) return { ok: true, versions: ordered };
  const chosen = new Set<string>();
  for (const part of parts) {
    if (!FORM.test(part)) {
      return {
        ok: false,
        problem: `PARITY_VERSIONS: "${part}" is not a release (10.0.13), a line of releases (7.2), a range (6.0.0-8.2.0) or "latest"`,
      };
    }
    const hits = part === 'latest' ? ordered.slice(-1) : ordered.filter((version) => covers(part, version));
    if (hits.length === 0) {
      return {
        ok: false,
        problem: `PARITY_VERSIONS: "${part}" matches no release; there are: ${listed(ordered)}`,
      };
    }
    for (const hit of hits) chosen.add(hit);
  }
  return { ok: true, versions: sortVersions(chosen) };
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
