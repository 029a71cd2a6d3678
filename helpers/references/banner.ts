/** What `--version` says of a program: the release number and the line that says it. */
export interface Banner {
  /** major.minor.patch; a missing patch level counts as 0 */
  readonly version: string;
  /** first line of the output, as printed */
  readonly line: string;
}

/**
 * Reads the release number out of the output of `qemu-img --version`.
 *
 * The number wanted is the first one after the word "version", never the one of the packager that follows in
 * parentheses: `7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)` is 7.2.22, and `10.1.0 (qemu-kvm-10.1.0-17.el9_8.5)`
 * is 10.1.0. A bare number at the start of the line is accepted too, as some builds print only that.
 *
 * @returns undefined where the text names no release
 */
export function parseBanner(output: string): Banner | undefined {
  const line = output.split('\n', 1)[0]?.trimEnd() ?? '';
  const match = /(?:\bversion\s+v?|^v?)(\d+)\.(\d+)(?:\.(\d+))?/.exec(line);
  if (!match) return undefined;
  const [, major, minor, patch = '0'] = match;
  return { version: `${Number(major)}.${Number(minor)}.${Number(patch)}`, line };
}
