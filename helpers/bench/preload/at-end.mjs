/**
 * Calls back once, when this process ends: by itself, or by SIGTERM, by which Vitest ends its workers and for which Node
 * has no event unless somebody listens. Who listens beside us decides what becomes of the signal; where nobody does, the
 * process ends by it as it would have without us.
 *
 * @param {() => void} then synchronous
 */
export function atEnd(then) {
  let done = false;
  const once = () => {
    if (!done) then();
    done = true;
  };
  process.once('exit', once);
  process.once('SIGTERM', () => {
    if (process.listenerCount('SIGTERM') > 0) return;
    once();
    process.kill(process.pid, 'SIGTERM');
  });
}
