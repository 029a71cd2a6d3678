/**
 * Makes a queue of its own: jobs that are handed to it run one after the other, in that order. A job that fails does
 * not stop those behind it.
 */
export function oneAtATime(): <Outcome>(job: () => Promise<Outcome>) => Promise<Outcome> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const mine = last.then(job);
    last = mine.catch(() => undefined);
    return mine;
  };
}
