/** A mistake of the person who started the run: one line, no stack, because the stack would be ours. */
export class UsageError extends Error {
  constructor(line: string) {
    super(line);
    this.stack = line;
  }
}
