import { readIfThere } from '../../files/read.ts';

/**
 * What a step has written into the file behind GITHUB_OUTPUT or GITHUB_ENV.
 *
 * @throws Error for a line that GitHub would refuse; of values in several lines there are none here
 */
export function valuesIn(path: string): Record<string, string> {
  const lines = (readIfThere(path) ?? '').split('\n').filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`${path}: "${line}" is no name=value`);
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
