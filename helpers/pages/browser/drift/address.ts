import type { CaseDrift } from '../../drift-data.ts';

/** A case at a release: places of both. */
export interface DriftPlace {
  readonly case: number;
  readonly release: number;
}

/** The fragment of its address: `#create-info-json/vhd/1M-default@8.0.0`, as the folders of its baseline are called. */
export function driftAddress({ type, target, name }: CaseDrift, version: string): string {
  return `#${[type, target, name].map(encodeURIComponent).join('/')}@${version}`;
}

export function driftAt(
  fragment: string,
  cases: readonly CaseDrift[],
  versions: readonly string[],
): DriftPlace | undefined {
  const place = versions.flatMap((version, release) => {
    if (!fragment.endsWith(`@${version}`)) return [];
    const at = cases.findIndex((one) => driftAddress(one, version) === fragment);
    return at < 0 ? [] : [{ case: at, release }];
  });
  return place[0];
}
