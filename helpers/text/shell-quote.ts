/** A word as a POSIX shell reads it: left alone where nothing in it is special, else in single quotes. */
export function shellQuote(word: string): string {
  return /^[\w./=:,+@%-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
