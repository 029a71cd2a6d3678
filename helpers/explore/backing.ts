/** The file that an image is created over, by the options of its create; undefined where it stands alone. */
export function backingIn(options: readonly string[]): string | undefined {
  return /(?:^|,)backing_file=([^,]+)/.exec(options.join(','))?.[1];
}
