import type { Missing } from './toolchain.ts';

/** One line with all that is missing, and how Debian and its relatives install it. */
export function missingLine(releases: readonly string[], missing: readonly Missing[]): string {
  const what = [...new Set(missing.map((one) => one.what))].join(', ');
  const packages = [...new Set(missing.flatMap(({ debian }) => debian ?? []))];
  const install = packages.length > 0 ? `; on Debian: apt-get install ${packages.join(' ')}` : '';
  return `nothing is built: ${releases.join(', ')} needs what is missing here: ${what}${install}`;
}
