import semver from 'semver';

/** Ascending order of release numbers. */
export function compareVersions(a: string, b: string): number {
  return semver.compare(a, b);
}

export function sortVersions(versions: Iterable<string>): string[] {
  return [...versions].sort(compareVersions);
}

/** Whether a text is a full release number (major.minor.patch, no leading zeros). */
export function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+$/.test(text) && semver.valid(text) === text;
}

export function majorMinor(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
