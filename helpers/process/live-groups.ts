/**
 * Leaders of the process groups that this process has started and not seen the end of. State of the module, as it is
 * that of the process: there is one `exit`, and whatever still runs then has to go.
 */
const live = new Set<number>();
let installed = false;

/** Kills a whole process group, or sends it another signal; a group that is gone already is no error. */
export function killGroup(leader: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // ESRCH: every member has ended.
  }
}

function killAll(): void {
  for (const leader of live) killGroup(leader);
}

/**
 * Remembers a group until `forget`, so that it dies with this process.
 *
 * Children lead groups of their own (see run.ts), so the terminal's Ctrl-C and Vitest's SIGTERM to a worker reach
 * only us. A worker of Vitest's that is told to stop must take its children along; the main process keeps the
 * signal handling that Vitest gives it.
 *
 * A worker ends by the signal itself: while tests run, Vitest has put a function in place of `process.exit` that
 * throws.
 */
export function remember(leader: number): void {
  if (!installed) {
    installed = true;
    process.once('exit', killAll);
    if (process.env.VITEST_WORKER_ID !== undefined) {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.once(signal, () => {
          killAll();
          process.kill(process.pid, signal);
        });
      }
      process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    }
  }
  live.add(leader);
}

export function forget(leader: number): void {
  live.delete(leader);
}
