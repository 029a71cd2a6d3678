import type { Fault } from '../fault.ts';

const DD = ['dd/*'];
const COMMIT = ['commit/*'];
const STILL_RUNNING = /was still running after/;
const LEFT_RUNNING = /(?:dd|commit) exited but left running: sleep/;

function ending(
  on: Fault['on'],
  what: string,
  script: string,
  touches: readonly string[],
  says: RegExp,
): Fault {
  return { name: `${on}: ${what}`, on, script, touches, result: 'error', says };
}

/** Ways of coming to an end that leaves nothing to compare. */
export const endingFaults: readonly Fault[] = [
  ending('dd', 'dies of SIGSEGV', 'kill -SEGV $$', DD, /dd was ended by SIGSEGV/),
  ending('dd', 'dies of SIGKILL', 'kill -KILL $$', DD, /dd was ended by SIGKILL/),
  ending('dd', 'dies after the work is done', 'then_do "kill -ABRT $$" "$@"', DD, /dd was ended by SIGABRT/),
  ending(
    'info',
    'dies after its last line',
    'then_do "kill -TERM $$" "$@"',
    ['create/*', 'dd/*', 'commit/*'],
    /info was ended by SIGTERM/,
  ),
  ending('measure', 'dies after its last line', 'then_do "kill -TERM $$" "$@"', ['measure/*'], /by SIGTERM/),
  ending('measure', 'prints without end', 'exec yes', ['measure/*'], /printed more than/),
  ending('measure', 'complains without end', 'exec yes >&2', ['measure/*'], /printed more than/),
  ending('commit', 'leaves a process behind', 'sleep 1000 & "$REAL" "$@"', COMMIT, LEFT_RUNNING),
  ending('commit', 'leaves a session behind', 'setsid sleep 1000 & "$REAL" "$@"', COMMIT, LEFT_RUNNING),
  ending('dd', 'leaves one that holds nothing', 'sleep 1000 >&- 2>&- & "$REAL" "$@"', DD, LEFT_RUNNING),
];

/** Ways of not coming to an end. Played with a short time limit. */
export const hangingFaults: readonly Fault[] = [
  ending('commit', 'hangs', 'sleep 1000', COMMIT, STILL_RUNNING),
  ending('commit', 'hangs and ignores signals', 'trap "" TERM INT HUP; sleep 1000', COMMIT, STILL_RUNNING),
  ending('measure', 'hangs after its last line', 'then_do "sleep 1000" "$@"', ['measure/*'], STILL_RUNNING),
  ending('dd', 'hangs with a closed output', 'exec >&- 2>&-; sleep 1000', DD, STILL_RUNNING),
];
