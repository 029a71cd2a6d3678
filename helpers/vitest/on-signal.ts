/** By which a run is ended where Vitest reads no keys; Vitest ends the process when all have heard of it. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Calls back when the process is told to end. What the callback does not do at once it does not do at all.
 *
 * @returns a function that ends the listening
 */
export function onSignal(callback: () => void): () => void {
  for (const signal of SIGNALS) process.once(signal, callback);
  return () => {
    for (const signal of SIGNALS) process.off(signal, callback);
  };
}
