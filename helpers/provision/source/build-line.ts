/** The line at the bottom of a terminal that says how far a build has come; elsewhere there is none. */
export interface BuildLine {
  readonly step: (text: string) => void;
  /** Takes the line away, before another is printed. */
  readonly clear: () => void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const CLEAR = '\r\x1b[K';

export function buildLine(release: string, output: Output = process.stdout): BuildLine {
  if (!output.isTTY) return { step: () => undefined, clear: () => undefined };
  return {
    step: (text) => void output.write(`${CLEAR}build ${release}: ${text}`),
    clear: () => void output.write(CLEAR),
  };
}
