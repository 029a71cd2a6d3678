import { escapeRegExp } from '../text/pattern.ts';
import type { CaseFiles } from './row.ts';

/**
 * Returns the function that makes a text independent of where a case was played: the case's files become their
 * placeholders.
 *
 * A file is recognised as `<directory>/name`, `./name` or `name`, never inside a longer name.
 *
 * @param directory where the case was played
 */
export function placeholders(files: CaseFiles, directory: string): (text: string) => string {
  const rules = Object.entries(files).map(([name, placeholder]) => ({
    pattern: new RegExp(
      `(?<![\\w./-])(?:${escapeRegExp(directory)}/|\\./)?${escapeRegExp(name)}(?![\\w-]|\\.\\w)`,
      'g',
    ),
    replacement: placeholder ?? name,
  }));
  return (text) => {
    let result = text;
    for (const { pattern, replacement } of rules) result = result.replace(pattern, () => replacement);
    return result;
  };
}
