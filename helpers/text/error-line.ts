/** What an error says, on one line: messages quote what they were given, line breaks and all. */
export function errorLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
}
