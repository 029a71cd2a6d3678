import type { Fault } from '../fault.ts';

/** A fresh qcow2 image of 1 MiB: where its refcount block and its L1 table lie. */
const REFCOUNTS = 0x20000;

/** Images that `info` finds nothing wrong with. */
export const imageFaults: readonly Fault[] = [
  {
    name: 'create: a leaked cluster',
    on: 'create',
    script: `last_of "$@"; then_do '[ "$last" != 1M ] || [ ! -e image.qcow2 ] || { truncate -s 704K image.qcow2; patch image.qcow2 ${REFCOUNTS + 20} "\\0\\1"; }' "$@"`,
    touches: ['create/qcow2/1M-default'],
    result: 'diverged',
    says: /"reader":"check".*"path":"check of image.qcow2","expected":"clean","actual":"0 corruptions, 1 leaks"/,
  },
  {
    name: 'create: a refcount too low',
    on: 'create',
    script: `last_of "$@"; then_do '[ "$last" != 1M ] || [ ! -e image.qcow2 ] || patch image.qcow2 ${REFCOUNTS + 6} "\\0\\0"' "$@"`,
    touches: ['create/qcow2/1M-default'],
    result: 'diverged',
    says: /"path":"check of image.qcow2".*"actual":"[1-9]\d* corruptions, 0 leaks"/,
  },
  {
    name: 'commit: the base is cut short',
    on: 'commit',
    script: `then_do '[ ! -e base.vmdk ] || truncate -s -128K base.vmdk' "$@"`,
    touches: ['commit/vmdk/1M-seeded-explicit'],
    result: 'diverged',
    says: /"path":"(?:check of|guest content of) base.vmdk"/,
  },
];
