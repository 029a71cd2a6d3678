/** A failure whose message says everything; the stack would point into the harness, not at what is wrong. */
export function plainError(message: string, name = 'Parity'): Error {
  const error = new Error(message);
  error.name = name;
  error.stack = '';
  return error;
}
