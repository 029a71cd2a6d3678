/** How much of a value is quoted: nobody reads on, and a line is to stay one. */
const QUOTED = 60;

/** What somebody has written, for one line of a message: in double quotes, line breaks escaped, cut where it is long. */
export function quoted(text: string): string {
  const shown = text.length > QUOTED ? `${text.slice(0, QUOTED)}...` : text;
  return JSON.stringify(shown);
}
