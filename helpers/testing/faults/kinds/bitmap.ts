import type { Fault } from '../fault.ts';

const REFUSED = ['bitmap/qcow2/remove-missing'];
const CARRIED_OUT = ['bitmap/*', '!bitmap/qcow2/remove-missing'];
const ADDED = ['bitmap/qcow2/add-*'];

function bitmap(what: string, script: string, touches: readonly string[], says: RegExp): Fault {
  return { name: `bitmap: ${what}`, on: 'bitmap', script, touches, result: 'diverged', says };
}

/** The command line with one word in the place of another. */
function saying(word: string, instead: string): string {
  return `for w; do shift; [ "$w" != ${word} ] || w=${instead}; set -- "$@" "$w"; done; exec "$REAL" "$@"`;
}

/**
 * What `bitmap` does wrong with bitmaps, and with the image around them. Not among them: `--clear` and `--merge` that do
 * nothing, since no reader tells which bits are set.
 */
export const bitmapFaults: readonly Fault[] = [
  bitmap('does nothing', 'exit 0', ['bitmap/*'], /"path":"(?:[\w.-]*bitmaps\b|exit code of bitmap)/),
  bitmap(
    'adds under another name',
    `case $* in *--add*) instead_of_last b9 '"$REAL"' "$@" ;; esac; exec "$REAL" "$@"`,
    ADDED,
    /"path":"format-specific\.data\.bitmaps.*"b9"/,
  ),
  bitmap(
    'adds one more',
    `then_do 'case $* in *--add*) "$REAL" bitmap --add -f qcow2 image.qcow2 b9 ;; esac' "$@"`,
    ADDED,
    /"path":"format-specific\.data\.bitmaps.*"b9"/,
  ),
  bitmap(
    'another granularity',
    saying('131072', '65536'),
    ['bitmap/qcow2/add-granularity'],
    /"path":"format-specific\.data\.bitmaps[^"]*granularity","expected":131072,"actual":65536/,
  ),
  bitmap(
    'enables what is to be disabled',
    saying('--disable', '--enable'),
    ['bitmap/qcow2/add-disabled', 'bitmap/qcow2/disable'],
    /"path":"format-specific\.data\.bitmaps[^"]*flags/,
  ),
  bitmap(
    'disables what it adds',
    `then_do 'case $* in *--disable*) ;; *--add*) "$REAL" bitmap --disable -f qcow2 image.qcow2 b0 ;; esac' "$@"`,
    ['bitmap/qcow2/add-default', 'bitmap/qcow2/add-granularity'],
    /"path":"format-specific\.data\.bitmaps[^"]*flags/,
  ),
  bitmap(
    'removes another',
    `case $* in *--remove*) instead_of_last b1 '"$REAL"' "$@" ;; esac; exec "$REAL" "$@"`,
    ['bitmap/qcow2/remove-first-of-two'],
    /"path":"format-specific\.data\.bitmaps/,
  ),
  bitmap(
    'removes all',
    `then_do 'case $* in *--remove*) [ $code -ne 0 ] || "$REAL" bitmap --remove -f qcow2 image.qcow2 b1 ;; esac' "$@"`,
    ['bitmap/qcow2/remove-first-of-two'],
    /"path":"format-specific\.data\.bitmaps/,
  ),
  bitmap(
    'removes what is not there, without a word',
    'case $* in *--remove*) "$REAL" "$@" 2>/dev/null; exit 0 ;; esac; exec "$REAL" "$@"',
    REFUSED,
    /"path":"exit code of bitmap","expected":1,"actual":0/,
  ),
  bitmap(
    'loses a sector',
    `then_do '[ $code -ne 0 ] || lose_sector image.qcow2 0' "$@"`,
    CARRIED_OUT,
    /"reader":"compare".*"path":"guest content of image\.qcow2","expected":"identical"/,
  ),
  bitmap(
    'refuses, and adds one all the same',
    `then_do '[ $code -eq 0 ] || "$REAL" bitmap --add -f qcow2 image.qcow2 b0' "$@"`,
    REFUSED,
    /"path":"file work\/image\.qcow2","expected":"as it was, \d+ bytes","actual":"changed/,
  ),
];
