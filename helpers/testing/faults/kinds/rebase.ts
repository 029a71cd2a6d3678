import type { Fault } from '../fault.ts';

const TO_PARENT = ['rebase/qcow2/*-parent'];
const DETACH = ['rebase/qcow2/*-detach'];
const SAFE = ['rebase/qcow2/*-safe-*'];
const UNSAFE = ['rebase/qcow2/*-unsafe-*'];
const LOST = /"reader":"compare".*"path":"guest content of overlay\.qcow2","expected":"identical"/;

function rebase(
  what: string,
  script: string,
  touches: readonly string[],
  says: RegExp,
  result: Fault['result'] = 'diverged',
): Fault {
  return { name: `rebase: ${what}`, on: 'rebase', script, touches, result, says };
}

/** What `rebase` does wrong with the name of a base, with data, and with the bases themselves. */
export const rebaseFaults: readonly Fault[] = [
  rebase('does nothing', 'exit 0', ['rebase/*'], /"path":"backing-filename"/),
  rebase(
    'names another base',
    `then_do '"$REAL" rebase -u -F qcow2 -b base.qcow2 overlay.qcow2' "$@"`,
    ['rebase/*'],
    /"path":"backing-filename"(?:,"expected":"\$NEXT")?,"actual":"\$BASE"/,
  ),
  rebase(
    'names another format',
    `then_do '[ ! -e next.qcow2 ] || "$REAL" rebase -u -F raw -b next.qcow2 overlay.qcow2' "$@"`,
    TO_PARENT,
    /"path":"backing-filename-format","expected":"qcow2","actual":"raw"/,
  ),
  rebase(
    'keeps the base that is to go',
    '[ -e next.qcow2 ] || exit 0; exec "$REAL" "$@"',
    DETACH,
    /"path":"backing-filename","actual":"\$BASE"/,
  ),
  rebase(
    'only changes the name, where data are to be kept',
    'case $* in *" -u "*) ;; *) shift; set -- rebase -u "$@" ;; esac; exec "$REAL" "$@"',
    SAFE,
    LOST,
  ),
  rebase('keeps data, where only the name is to change', 'without -u "$@"', UNSAFE, LOST),
  rebase(
    'loses a sector of the overlay',
    `then_do 'lose_sector overlay.qcow2 128k' "$@"`,
    ['rebase/*'],
    LOST,
  ),
  rebase(
    'takes zeros of the overlay for nothing',
    'case $* in *" -u "*) ;; *) forget_zeros overlay.qcow2 ;; esac; exec "$REAL" "$@"',
    SAFE,
    LOST,
  ),
  rebase(
    'resizes the overlay',
    `then_do '"$REAL" resize -q overlay.qcow2 +512' "$@"`,
    ['rebase/*'],
    /"path":"virtual-size"/,
  ),
  rebase(
    'writes to the new base',
    `then_do '[ ! -e next.qcow2 ] || lose_sector next.qcow2 0' "$@"`,
    TO_PARENT,
    /the operation changed or left behind work\/next\.qcow2/,
    'error',
  ),
  rebase(
    'writes to the old base',
    `then_do 'lose_sector base.qcow2 0' "$@"`,
    ['rebase/*'],
    /the operation changed or left behind work\/base\.qcow2/,
    'error',
  ),
];
