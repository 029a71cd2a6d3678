import type { Fault } from '../fault.ts';

/** A fresh qcow2 image of 1 MiB: where its refcount block lies. */
const REFCOUNTS = 0x20000;

function amend(what: string, script: string, says: RegExp, touches: readonly string[] = ['amend/*']): Fault {
  return { name: `amend: ${what}`, on: 'amend', script, touches, result: 'diverged', says };
}

/** What `amend` does wrong with options, and with an image whose options it only has to change. */
export const amendFaults: readonly Fault[] = [
  amend('does nothing', 'exit 0', /"path":"format-specific\.data\.(?:compat|lazy-refcounts)"/),
  amend(
    'sets another option',
    'for w; do shift; case $w in *=*) w=compat=0.10 ;; esac; set -- "$@" "$w"; done; exec "$REAL" "$@"',
    /"path":"format-specific\.data\.compat","expected":"1\.1","actual":"0\.10"/,
    ['amend/qcow2/upgrade-plain', 'amend/qcow2/lazy-on'],
  ),
  amend(
    'sets an option more',
    `then_do 'case $* in *lazy*|*0.10*) ;; *) "$REAL" amend -f qcow2 -o lazy_refcounts=on image.qcow2 ;; esac' "$@"`,
    /"path":"format-specific\.data\.lazy-refcounts","expected":false,"actual":true/,
    ['amend/qcow2/upgrade-plain'],
  ),
  amend(
    'takes out of the header alone what the older version does not have',
    `case $* in *compat=0.10*) patch image.qcow2 4 "\\0\\0\\0\\2"; exit ;; esac; exec "$REAL" "$@"`,
    /"reader":"(?:check|compare)","result":"diverged"/,
    ['amend/qcow2/downgrade-plain'],
  ),
  amend(
    'loses a sector',
    `then_do 'lose_sector image.qcow2 0' "$@"`,
    /"reader":"compare".*"path":"guest content of image\.qcow2","expected":"identical"/,
  ),
  amend(
    'makes a new empty image',
    `then_do 'compat=1.1; case $* in *compat=0.10*) compat=0.10 ;; esac
      lazy=off; case $* in *lazy*) lazy=on ;; esac
      rm image.qcow2; "$REAL" create -q -f qcow2 -o compat=$compat,lazy_refcounts=$lazy image.qcow2 1M' "$@"`,
    /"reader":"compare".*"path":"guest content of image\.qcow2"/,
  ),
  amend(
    'a refcount too low',
    `then_do 'patch image.qcow2 ${REFCOUNTS + 6} "\\0\\0"' "$@"`,
    /"reader":"check".*"path":"check of image\.qcow2".*"actual":"[1-9]\d* corruptions/,
  ),
  amend('refuses', 'echo no >&2; exit 1', /"path":"exit code of amend","expected":0,"actual":1/),
];
