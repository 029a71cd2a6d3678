/** The time that a run has left, as a worker knows it. */
export interface TimeBudget {
  /** aborted when the time is over */
  readonly signal: AbortSignal;
  isOver(): boolean;
}

/** @param deadline milliseconds since the epoch; undefined: there is no limit */
export function timeBudget(deadline: number | undefined): TimeBudget {
  const controller = new AbortController();
  const { signal } = controller;
  if (deadline === undefined) return { signal, isOver: () => false };
  // What starts after the end hears of it from `isOver`, or from a signal that is aborted already.
  const left = deadline - Date.now();
  if (left <= 0) controller.abort();
  else setTimeout(() => controller.abort(), left).unref();
  // While the event loop is busy the timer comes late.
  return { signal, isOver: () => signal.aborted || Date.now() >= deadline };
}
