/** The two archive layouts that are known here; derivatives belong to one of them. */
export type Family = 'debian' | 'ubuntu';

/** One release of a distribution: its base suite and the pockets that build on it. */
export interface Release {
  readonly base: string;
  /** base suite first; a pocket's packages need those of the base */
  readonly suites: readonly string[];
}

const POCKETS = ['-updates', '-security', '-backports'];

/** Code names in the order of release, as `distro-info-data` lists them. */
const CODENAMES: Record<Family, readonly string[]> = {
  debian: ['bullseye', 'bookworm', 'trixie', 'forky', 'sid'],
  ubuntu: ['focal', 'jammy', 'noble', 'plucky', 'questing', 'resolute'],
};

/** What builds on a suite without following the pocket scheme. */
const EXTRA: Record<string, readonly string[]> = { sid: ['experimental'] };

/** sid is rolling: it has no updates, security or backports. */
const WITHOUT_POCKETS = new Set(['sid']);

/**
 * The releases to ask a mirror for, oldest first. The host's own release is asked for even when the table is
 * older than the host.
 */
export function releasesOf(family: Family, hostCodename?: string): Release[] {
  const names = [...CODENAMES[family]];
  if (hostCodename && !names.includes(hostCodename)) names.push(hostCodename);
  return names.map((base) => ({
    base,
    suites: [
      base,
      ...(WITHOUT_POCKETS.has(base) ? [] : POCKETS.map((pocket) => base + pocket)),
      ...(EXTRA[base] ?? []),
    ],
  }));
}

/** Security updates have an archive of their own on Debian, and often a host of their own on Ubuntu. */
export function isSecuritySuite(suite: string): boolean {
  return suite.endsWith('-security') || suite.endsWith('/updates');
}

/** The suite that a suite builds on; itself where that is none. */
export function baseOf(suite: string): string {
  const [extra] = Object.entries(EXTRA).find(([, suites]) => suites.includes(suite)) ?? [];
  return (
    extra ??
    suite.replace(/(-(security|updates|proposed|proposed-updates|backports|backports-sloppy)|\/updates)$/, '')
  );
}

/** Names that move from release to release, as hosts that follow "stable" or "testing" write them. */
export const ALIASES: Record<Family, readonly string[]> = {
  debian: ['oldoldstable', 'oldstable', 'stable', 'testing', 'unstable'],
  ubuntu: ['devel'],
};
