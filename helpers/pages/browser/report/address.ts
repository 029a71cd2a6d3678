import type { CaseData } from '../../report-data.ts';

/** A cell: places of its case and of its release. */
export interface CellPlace {
  readonly case: number;
  readonly release: number;
}

/** The fragment of a cell's address: `#create/vhd/1M-default@10.0.13`. */
export function addressOf({ suite, target, name }: CaseData, version: string): string {
  return `#${[suite, target, name].map(encoded).join('/')}@${version}`;
}

/** The cell that a fragment names; the newest release where it names none or one that the run did not have. */
export function cellAt(
  fragment: string,
  cases: readonly CaseData[],
  versions: readonly string[],
): CellPlace | undefined {
  const [, suite, target, name, version] = /^#([^/]+)\/([^/]+)\/(.+?)(?:@([\d.]+))?$/.exec(fragment) ?? [];
  if (suite === undefined || target === undefined || name === undefined) return undefined;
  const wanted = [suite, target, name].map(decoded);
  const place = cases.findIndex(
    (one) => one.suite === wanted[0] && one.target === wanted[1] && one.name === wanted[2],
  );
  const outcomes = cases[place]?.outcomes;
  if (!outcomes) return undefined;
  const named = version === undefined ? -1 : versions.indexOf(version);
  const newest = outcomes.findLastIndex((outcome) => outcome >= 0);
  const release = (outcomes[named] ?? -1) >= 0 ? named : newest;
  return release < 0 ? undefined : { case: place, release };
}

/** What a person would like to read in an address stays as it is. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/%(?:3A|2C|3D|2B|20|5B|5D)/g, (code) =>
    code === '%20' ? '%20' : decodeURIComponent(code),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
