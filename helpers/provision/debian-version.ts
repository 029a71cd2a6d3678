import { exitCodeOf } from '../process/exit-code.ts';

/** What the version number of a package says about the release inside. */
export interface Upstream {
  readonly number: string;
  /** whether the number is the whole release, patch level included */
  readonly exact: boolean;
}

/**
 * The release in `[epoch:]upstream[-revision]`.
 *
 * Measured: `1:10.0.13+ds-0+deb13u1` is 10.0.13, but `1:7.2+dfsg-7+deb12u18+b3` is 7.2.22 and `...deb12u15` is
 * 7.2.18, since stable updates come as patches there. So two numbers leave the patch level open, and a pre-release
 * (`11.1.0~rc1`, which calls itself 11.0.91) leaves everything open that is not major and minor.
 */
export function upstreamOf(packageVersion: string): Upstream {
  const match = /^(?:\d+:)?(\d+(?:\.\d+)*)(~)?/.exec(packageVersion);
  const number = match?.[1] ?? '';
  if (match?.[2]) return { number: '', exact: false };
  return { number, exact: number.split('.').length >= 3 };
}

/** Compares as dpkg does. @returns a negative number when the first is older, 0 when they are equal */
export function compareDebian(one: string, other: string): number {
  if (one === other) return 0;
  return exitCodeOf(['dpkg', '--compare-versions', one, 'lt', other]) === 0 ? -1 : 1;
}
