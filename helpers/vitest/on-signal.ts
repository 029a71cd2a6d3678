/** By which a run is ended where Vitest reads no keys; Vitest ends the process when all have heard of it. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

let hearsHangup = false;

/**
 * A terminal that is closed ends a run as SIGTERM does: by default nobody would hear of it, and nothing would be told to
 * whatever the output is written to. Vitest has nothing of its own for it.
 */
function hearHangup(): void {
  if (hearsHangup) return;
  hearsHangup = true;
  process.on('SIGHUP', () => process.kill(process.pid, 'SIGTERM'));
}

/**
 * Calls back when the process is told to end. What the callback does not do at once it does not do at all.
 *
 * @returns a function that ends the listening
 */
export function onSignal(callback: () => void): () => void {
  hearHangup();
  for (const signal of SIGNALS) process.once(signal, callback);
  return () => {
    for (const signal of SIGNALS) process.off(signal, callback);
  };
}
