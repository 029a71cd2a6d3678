import semver from 'semver';

/** Whether a program's version is not older than one that is wanted. Both may have two numbers, or letters behind them. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [there, wanted] = [semver.coerce(version), semver.coerce(oldest)];
  return there !== null && wanted !== null && semver.gte(there, wanted);
}
