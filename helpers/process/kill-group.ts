/** Kills a whole process group, or sends it another signal; a group that is gone already is no error. */
export function killGroup(leader: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // ESRCH: every member has ended.
  }
}
