import type { Fault } from '../fault.ts';
import { NEVER_RESIZED, REFUSED_SHRINK, RESIZED } from './operations.ts';

/** Cells in which dd copies something; a window of nothing holds no data. */
const COPIED = ['dd/*', '!dd/*-count0-*'];

const REFUSALS = [...REFUSED_SHRINK, ...NEVER_RESIZED];

/** Refuses as the real program does, and does something to the image all the same. */
function refusing(what: string, action: string, touches: readonly string[], reader: string): Fault {
  return {
    name: `resize: refuses and ${what}`,
    on: 'resize',
    script: `then_do '[ $code -eq 0 ] || ${action}' "$@"`,
    touches,
    result: 'diverged',
    says: new RegExp(
      `"reader":"${reader}","result":"diverged","differences":\\[\\{"path":"file work/image\\.\\w+","expected":"as it was, \\d+ bytes","actual":"(?:changed, \\d+ bytes|removed)"`,
    ),
  };
}

/** Refusals that leave something other behind than they found. */
export const refusalFaults: readonly Fault[] = [
  refusing('truncates the image', 'truncate -s 0 image.*', REFUSALS, 'candidate'),
  refusing('removes the image', 'rm image.*', REFUSALS, 'candidate'),
  refusing('rewrites the header', 'patch image.* 90 x', REFUSALS, 'candidate'),
  refusing(
    'rewrites the header, and sets the times back',
    '{ touch -r image.* "$TMPDIR/t"; patch image.* 90 x; touch -r "$TMPDIR/t" image.*; rm "$TMPDIR/t"; }',
    REFUSALS,
    'candidate',
  ),
  refusing(
    'overwrites data with zeros',
    '[ ! -e image.raw ] || dd if=/dev/zero of=image.raw bs=64k count=1 conv=notrunc status=none',
    ['resize/raw/*-no-shrink'],
    'compare',
  ),
];

/** Images that look as they should and hold other data than they should. */
export const guestDataFaults: readonly Fault[] = [
  {
    name: 'dd: writes zeros',
    on: 'dd',
    script: 'dd_of_zeros "$@"',
    touches: COPIED,
    result: 'diverged',
    says: /"reader":"compare".*"path":"guest content of image\.\w+","expected":"identical"/,
  },
  {
    name: 'dd: copies from a sector further on',
    on: 'dd',
    script: `then_do '[ ! -e image.raw ] || lose_first_sector image.raw' "$@"`,
    touches: ['dd/raw/*'],
    result: 'diverged',
    says: /"path":"guest content of image\.raw"/,
  },
  {
    name: 'dd: loses the last sector',
    on: 'dd',
    script: `then_do '[ ! -e image.raw ] || { truncate -s -512 image.raw; truncate -s +512 image.raw; }' "$@"`,
    touches: ['dd/raw/*'],
    result: 'diverged',
    says: /"path":"guest content of image\.raw"/,
  },
  {
    name: 'resize: makes a new empty image, also where qemu-img does not resize',
    on: 'resize',
    script: `case $3 in vpc|vhdx|vmdk) empty=1; resize_through_raw "$@" ;; esac
      then_do '[ $code -ne 0 ] || empty_image $3' "$@"`,
    touches: [...RESIZED, ...NEVER_RESIZED],
    result: 'diverged',
    says: /"path":"guest content of image/,
  },
  {
    name: 'create: leaves data in the image',
    on: 'create',
    script: `then_do '[ ! -e image.raw ] || patch image.raw 600 x' "$@"`,
    touches: ['create/raw/*'],
    result: 'diverged',
    says: /"path":"guest content of image\.raw".*Content mismatch at offset 512/,
  },
  {
    name: 'commit: a sector of the base is lost',
    on: 'commit',
    script: `last_of "$@"; then_do '[ ! -e base.qcow2 ] || "\${REAL%img}io" -f qcow2 -c "write -z 512 512" base.qcow2 >/dev/null' "$@"`,
    touches: ['commit/qcow2/*'],
    result: 'diverged',
    says: /"reader":"compare".*"path":"guest content of base\.qcow2"/,
  },
  {
    name: 'commit: takes zeros of the overlay for nothing',
    on: 'commit',
    script: '[ ! -e overlay.qcow2 ] || forget_zeros overlay.qcow2; exec "$REAL" "$@"',
    touches: ['commit/qcow2/*'],
    result: 'diverged',
    says: /"reader":"compare".*"path":"guest content of base\.qcow2"/,
  },
  {
    name: 'commit: leaves something else in the overlay',
    on: 'commit',
    script: `last_of "$@"; then_do '[ ! -e overlay.qcow2 ] || "\${REAL%img}io" -f qcow2 -c "write -P 9 512 512" overlay.qcow2 >/dev/null' "$@"`,
    touches: ['commit/qcow2/*'],
    result: 'diverged',
    says: /"reader":"compare".*"path":"guest content of overlay\.qcow2"/,
  },
  {
    name: 'resize: does nothing where there is data',
    on: 'resize',
    script: `holds_data $3 && case $* in *--shrink*|*" 1M") ;; *) exit 0 ;; esac; exec "$REAL" "$@"`,
    touches: ['resize/qcow2/1M-to-64M-default', 'resize/raw/1M-plus-63M-default'],
    result: 'diverged',
    says: /"reader":"compare".*"path":"virtual-size","expected":67108864,"actual":1048576/,
  },
  {
    name: 'resize: shrinks without being told so where there is data',
    on: 'resize',
    script: `holds_data $3 && case $* in *" 1M") shift; exec "$REAL" resize --shrink "$@" ;; esac; exec "$REAL" "$@"`,
    touches: REFUSED_SHRINK,
    result: 'diverged',
    says: /"reader":"compare".*"path":"exit code of resize","expected":1,"actual":0/,
  },
];
