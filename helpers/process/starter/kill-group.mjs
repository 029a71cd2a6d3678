// @ts-check
/**
 * Kills a whole process group, or sends it another signal; a group that is gone already is no error.
 *
 * @param {number} leader process id
 * @param {NodeJS.Signals} signal
 */
export function killGroup(leader, signal = 'SIGKILL') {
  try {
    process.kill(-leader, signal);
  } catch {
    // ESRCH: every member has ended.
  }
}
