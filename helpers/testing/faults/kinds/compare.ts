import type { Fault } from '../fault.ts';

const DIFFERING = ['compare/raw/*__other human'];
const IDENTICAL = ['compare/*', '!compare/raw/*__other human'];

function compare(
  what: string,
  script: string,
  touches: readonly string[],
  says: RegExp,
  result: Fault['result'] = 'diverged',
): Fault {
  return { name: `compare: ${what}`, on: 'compare', script, touches, result, says };
}

/** What `compare` says wrongly of two images, and does to them. */
export const compareFaults: readonly Fault[] = [
  compare(
    'says that all are identical',
    'echo "Images are identical."',
    DIFFERING,
    /"path":"exit code of compare","expected":1,"actual":0\},\{"path":"line 1"/,
  ),
  compare(
    'says that none are identical',
    'echo "Content mismatch at offset 131072!"; exit 1',
    IDENTICAL,
    /"path":"exit code of compare","expected":0,"actual":1\},\{"path":"line 1"/,
  ),
  compare(
    'takes only a file for identical with itself',
    'images_of "$@"; [ "$input" = "$output" ] || { echo "Content mismatch at offset 131072!"; exit 1; }; exec "$REAL" "$@"',
    ['compare/raw/*__converted human'],
    /"path":"exit code of compare","expected":0,"actual":1/,
  ),
  compare(
    'another offset',
    `printing "sed 's/offset [0-9]*/offset 512/'" "$@"`,
    DIFFERING,
    /\[\{"path":"line 1","expected":"[^"]*131072[^"]*","actual":"[^"]*512/,
  ),
  compare(
    'exits with 0 where images differ',
    '"$REAL" "$@"; exit 0',
    DIFFERING,
    /\[\{"path":"exit code of compare","expected":1,"actual":0\}\]/,
  ),
  compare(
    'exits as if it had failed where images differ',
    '"$REAL" "$@" || exit 2',
    DIFFERING,
    /\[\{"path":"exit code of compare","expected":1,"actual":2\}\]/,
  ),
  compare(
    'says on standard error that images differ',
    '"$REAL" "$@" >"$TMPDIR/said"; code=$?; [ $code -eq 0 ] && cat "$TMPDIR/said" || cat "$TMPDIR/said" >&2; rm "$TMPDIR/said"; exit $code',
    DIFFERING,
    /\[\{"path":"line 1","expected":"Content mismatch/,
  ),
  compare('other words', `printing "sed 's/[.!]$//'" "$@"`, ['compare/*'], /\[\{"path":"line 1"/),
  compare('without the final newline', `printing 'head -c -1' "$@"`, ['compare/*'], /\[\{"path":"line 1"/),
  compare(
    'writes to what it only has to read',
    `images_of "$@"; then_do 'printf x >>"$output"' "$@"`,
    ['compare/*'],
    /reading changed or left behind work\//,
    'error',
  ),
];
