/** What says why a build stopped, the first that is found: of configure and meson, of its Python environment, of compilers. */
const REASONS = [
  /\bERROR: +(?<said>.*\S)/,
  /^\*\*\* Ouch! \*\*\*\n+(?<said>.*\S)/,
  /(?<said>[^\s:]+:\d+(?::\d+)?: (?:fatal )?error: .*\S)/,
  /(?<said>.*(?:undefined reference to|cannot find -l).*\S)/,
  /\b[Ee]rror: +(?<said>.*\S)/,
].map(({ source }) => new RegExp(source, 'm'));

/**
 * The line of a log that says why the build stopped, else its last.
 *
 * @param folders of the run, which are gone when somebody reads the line, and are taken out of it
 */
export function reasonIn(log: string, folders: readonly string[]): string {
  const found = REASONS.map((reason) => reason.exec(log)?.groups?.said).find((said) => said !== undefined);
  const line = found ?? log.trimEnd().split('\n').at(-1) ?? '';
  return (
    folders.reduce((text, folder) => text.replaceAll(`${folder}/`, ''), line).trim() || 'it said nothing'
  );
}
