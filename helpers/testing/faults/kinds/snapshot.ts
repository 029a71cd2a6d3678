import type { Fault } from '../fault.ts';

const CREATED = ['snapshot/qcow2/create-*'];
const DELETED = ['snapshot/qcow2/delete-first'];
const APPLIED = ['snapshot/qcow2/apply-first'];
const REFUSED = ['snapshot/qcow2/*-missing'];
const LISTED = ['snapshot/*', '!snapshot/qcow2/*-missing'];
const LOST = /"reader":"compare".*"path":"guest content of image\.qcow2","expected":"identical"/;
const OTHER_IN_SNAPSHOT =
  /"reader":"compare".*"path":"guest content of image\.qcow2 at snapshot 2","expected":"identical"/;
const ANOTHER_LINE = /"path":"line \d"/;

/** Another way to do one of the things that `snapshot` does: `-l`, `-c`, `-a` or `-d`. */
function snapshot(
  flag: '-c' | '-a' | '-d',
  what: string,
  script: string,
  touches: readonly string[],
  says: RegExp,
): Fault {
  const other = `[ "$2" = ${flag} ] || exec "$REAL" "$@"`;
  return {
    name: `snapshot ${flag}: ${what}`,
    on: 'snapshot',
    script: `${other}; ${script}`,
    touches,
    result: 'diverged',
    says,
  };
}

function list(what: string, filter: string, touches: readonly string[] = LISTED, says?: RegExp): Fault {
  return {
    name: `snapshot -l: ${what}`,
    on: 'snapshot',
    script: `[ "$2" = -l ] || exec "$REAL" "$@"; printing '${filter.replaceAll("'", `'\\''`)}' "$@"`,
    touches,
    ...(says ? { result: 'diverged', says } : { result: 'match' }),
  };
}

/** What `snapshot` does wrong with snapshots, and with what a guest reads. */
export const snapshotFaults: readonly Fault[] = [
  snapshot('-c', 'does nothing', 'exit 0', CREATED, ANOTHER_LINE),
  snapshot('-c', 'another name', 'exec "$REAL" snapshot -c other "$4"', CREATED, /"actual":"\d +other/),
  snapshot(
    '-c',
    'in place of the one before',
    `"$REAL" snapshot -d first "$4"; exec "$REAL" "$@"`,
    CREATED,
    ANOTHER_LINE,
  ),
  snapshot('-c', 'loses a sector', `then_do 'lose_sector image.qcow2 0' "$@"`, CREATED, LOST),
  snapshot(
    '-c',
    'keeps nothing in it',
    `cp image.qcow2 "$TMPDIR/was"; "\${REAL%img}io" -f qcow2 -c "write -z 0 1M" image.qcow2 >/dev/null
      then_do '"$REAL" convert -n -O qcow2 "$TMPDIR/was" image.qcow2; rm "$TMPDIR/was"' "$@"`,
    CREATED,
    OTHER_IN_SNAPSHOT,
  ),
  snapshot('-a', 'does nothing', '[ "$3" != first ] || exit 0; exec "$REAL" "$@"', APPLIED, LOST),
  snapshot(
    '-a',
    'goes back to another',
    '[ "$3" != first ] || exec "$REAL" snapshot -a second "$4"; exec "$REAL" "$@"',
    APPLIED,
    LOST,
  ),
  snapshot(
    '-a',
    'drops what came after it',
    `then_do '[ $code -ne 0 ] || "$REAL" snapshot -d second image.qcow2' "$@"`,
    APPLIED,
    ANOTHER_LINE,
  ),
  snapshot(
    '-a',
    'says nothing of one that is not there',
    '"$REAL" "$@" 2>/dev/null; exit 0',
    REFUSED,
    /"path":"exit code of snapshot","expected":1,"actual":0/,
  ),
  snapshot(
    '-a',
    'refuses, and loses a sector all the same',
    `then_do '[ $code -eq 0 ] || lose_sector image.qcow2 128k' "$@"`,
    REFUSED,
    /"path":"file work\/image\.qcow2","expected":"as it was, \d+ bytes","actual":"changed/,
  ),
  snapshot('-d', 'does nothing', 'exit 0', DELETED, ANOTHER_LINE),
  snapshot('-d', 'removes another', 'exec "$REAL" snapshot -d second "$4"', DELETED, ANOTHER_LINE),
  snapshot('-d', 'goes back to it first', '"$REAL" snapshot -a "$3" "$4"; exec "$REAL" "$@"', DELETED, LOST),
  snapshot('-d', 'loses a sector', `then_do 'lose_sector image.qcow2 128k' "$@"`, DELETED, LOST),
  snapshot(
    '-d',
    'loses a sector of the one that stays',
    `then_do 'lose_of_snapshot 2 image.qcow2' "$@"`,
    DELETED,
    OTHER_IN_SNAPSHOT,
  ),
  snapshot(
    '-d',
    'leaves its clusters behind',
    `then_do 'leak_cluster image.qcow2' "$@"`,
    DELETED,
    /"reader":"check".*"path":"check of image\.qcow2","expected":"clean","actual":"0 corruptions, 1 leaks"/,
  ),
];

/** What it lists wrongly of images that are as they should be. */
export const snapshotListFaults: readonly Fault[] = [
  list('dates with slashes', `sed 's|\\([0-9]\\{4\\}\\)-\\([0-9]*\\)-|\\1/\\2/|'`, LISTED, ANOTHER_LINE),
  list('dates without a time of day', `sed 's/ [0-9:]\\{8\\}  / /'`, LISTED, ANOTHER_LINE),
  list('a column less', `sed 's/ *[^ ]*$//'`, LISTED, ANOTHER_LINE),
  list('columns that are wider', `sed 's/^[12] /& /'`, LISTED, ANOTHER_LINE),
  list(
    'the newest first',
    `sed -n '1,2p;3{h;$p};4{p;g;p}'`,
    [...LISTED, '!snapshot/qcow2/delete-first'],
    ANOTHER_LINE,
  ),
  list('no title', `sed 1d`, LISTED, ANOTHER_LINE),
  list('a snapshot less', `sed '$d'`, LISTED, ANOTHER_LINE),
  {
    name: 'snapshot -l: writes to the image',
    on: 'snapshot',
    script: '[ "$2" != -l ] || printf x >>"$3"; exec "$REAL" "$@"',
    touches: LISTED,
    result: 'error',
    says: /reading changed or left behind work\/image\.qcow2/,
  },
  list('made at another time', `sed 's/ [0-9-]\\{10\\} [0-9:]\\{8\\} / 1999-01-02 03:04:05 /'`),
];
