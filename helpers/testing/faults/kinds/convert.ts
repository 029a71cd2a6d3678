import type { Fault } from '../fault.ts';

/** Images that are backed by others. */
const CHAINS = ['convert/*/qcow2-overlay-*', 'convert/*/chain-top-*'];
const LOST = /"reader":"compare".*"path":"guest content of output\.\w+","expected":"identical"/;

function convert(
  what: string,
  script: string,
  touches: readonly string[],
  says: RegExp,
  result: Fault['result'] = 'diverged',
): Fault {
  return { name: `convert: ${what}`, on: 'convert', script, touches, result, says };
}

/**
 * What `convert` does wrong with data, with what its output is, and with its input. Not among them: `-c` that is ignored
 * for qcow or vmdk, of which neither `info` nor `check` tells it.
 */
export const convertFaults: readonly Fault[] = [
  convert('does nothing', 'exit 0', ['convert/*'], /exit code of info/),
  convert(
    'writes an empty image of the same size',
    `images_of "$@"; truncate -s "$(size_of "$input")" "$TMPDIR/zeros"; convert_instead "$TMPDIR/zeros" "$@"`,
    ['convert/*'],
    LOST,
  ),
  convert(
    'leaves out what is below',
    `images_of "$@"; [ -n "$(backing_of "$input")" ] || exec "$REAL" "$@"
      cp -L "$input" "$TMPDIR/top"; "$REAL" rebase -u -b "" "$TMPDIR/top"; convert_instead "$TMPDIR/top" "$@"`,
    CHAINS,
    LOST,
  ),
  convert(
    'leaves out what is above',
    `images_of "$@"; base=$(backing_of "$input"); [ -n "$base" ] || exec "$REAL" "$@"
      "$REAL" create -q -f qcow2 -b "$PWD/$base" -F "$(backing_format_of "$input")" "$TMPDIR/top" "$(size_of "$input")"
      convert_instead "$TMPDIR/top" "$@"`,
    CHAINS,
    LOST,
  ),
  convert(
    'keeps the base in the output',
    `then_do 'images_of "$@"; base=$(backing_of "$input"); case $output,$base in *.qcow2,?*)
      "$REAL" rebase -u -F "$(backing_format_of "$input")" -b "$base" "$output" ;; esac' "$@"`,
    ['convert/qcow2/*'],
    /"path":"backing-filename"/,
  ),
  convert(
    'writes another format',
    'for w; do shift; case $w in vmdk) w=vdi ;; vpc) w=vmdk ;; esac; set -- "$@" "$w"; done; exec "$REAL" "$@"',
    ['convert/vmdk/*', 'convert/vhd/*'],
    /"path":"format"/,
  ),
  convert(
    'cluster_size is ignored',
    'without_option cluster_size "$@"',
    ['convert/qcow2/*__cs-4k'],
    /"path":"cluster-size","expected":4096,"actual":65536/,
  ),
  convert(
    'compresses nothing',
    'without -c "$@"',
    ['convert/qcow2/*__compressed'],
    /"reader":"check".*"path":"check of output\.qcow2","expected":"compressed clusters","actual":"\d+ clusters, none/,
  ),
  convert(
    'loses the end of the last sector',
    `images_of "$@"; then_do 'case $output in *.raw) truncate -s -512 "$output"; truncate -s +512 "$output" ;; esac' "$@"`,
    ['convert/raw/*'],
    LOST,
  ),
  convert(
    'a sector too many',
    `images_of "$@"; then_do 'case $output in *.raw|*.qcow2) "$REAL" resize -q -f \${output##*.} "$output" +512 ;; esac' "$@"`,
    ['convert/raw/*', 'convert/qcow2/*'],
    /"path":"virtual-size"/,
  ),
  convert(
    'writes to its input',
    `images_of "$@"; then_do 'printf x >>"$input"' "$@"`,
    ['convert/*'],
    /the operation changed or left behind work\//,
    'error',
  ),
];
