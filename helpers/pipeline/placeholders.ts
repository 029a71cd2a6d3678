import { remembered } from '../files/remembered.ts';
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
  const patternOf = remembered(
    (name: string) =>
      new RegExp(
        `(?<![\\w./-])(?:${escapeRegExp(directory)}/|\\./)?${escapeRegExp(name)}(?![\\w-]|\\.\\w)`,
        'g',
      ),
  );
  const rules = Object.entries(files).map(([name, placeholder]) => [name, placeholder ?? name] as const);
  const placeholderOf = new Map(rules);
  return (text) => {
    // Most arguments that name a file are its name.
    const whole = placeholderOf.get(text);
    if (whole !== undefined) return whole;
    let result = text;
    for (const [name, replacement] of rules) {
      // Most texts name no file; a pattern is made for each case anew, as its directory is in it.
      if (result.includes(name)) result = result.replace(patternOf(name), () => replacement);
    }
    return result;
  };
}
