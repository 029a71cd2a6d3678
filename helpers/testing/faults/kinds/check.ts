import type { Fault } from '../fault.ts';

const CORRUPT = ['check/raw/qcow2-corrupt *'];
/** Images that can be checked. */
const CHECKED = ['check/raw/qcow2-*'];
const PEOPLE = ['check/raw/qcow2-* human'];
const PROGRAMS = ['check/raw/qcow2-* json'];

function check(
  what: string,
  script: string,
  touches: readonly string[],
  says: RegExp,
  result: Fault['result'] = 'diverged',
): Fault {
  return { name: `check: ${what}`, on: 'check', script, touches, result, says };
}

function printed(what: string, filter: string, touches: readonly string[], says?: RegExp): Fault {
  return {
    name: `check: ${what}`,
    on: 'check',
    script: `printing '${filter.replaceAll("'", `'\\''`)}' "$@"`,
    touches,
    ...(says ? { result: 'diverged', says } : { result: 'match' }),
  };
}

/** What `check` says wrongly of an image, and does to it. */
export const checkFaults: readonly Fault[] = [
  check(
    'finds nothing wrong',
    `case $* in *.qcow2) ;; *) exec "$REAL" "$@" ;; esac
      "$REAL" "$@" | sed -e '/^$/d' -e 's/^2 errors.*/No errors were found on the image./' -e '/^Data/d' -e '/"corruptions"/d'`,
    CORRUPT,
    /"path":"exit code of check","expected":2,"actual":0\},\{"path":"(?:line 1|corruptions)"/,
  ),
  check(
    'exits with 0 whatever it finds',
    '"$REAL" "$@"; code=$?; [ $code -ne 2 ] || exit 0; exit $code',
    CORRUPT,
    /\[\{"path":"exit code of check","expected":2,"actual":0\}\]/,
  ),
  check(
    'takes corruptions for leaks',
    '"$REAL" "$@"; code=$?; [ $code -ne 2 ] || exit 3; exit $code',
    CORRUPT,
    /\[\{"path":"exit code of check","expected":2,"actual":3\}\]/,
  ),
  check(
    'knows no check for qcow2',
    'case $* in *.qcow2) echo no >&2; exit 63 ;; esac; exec "$REAL" "$@"',
    CHECKED,
    /"path":"exit code of check","expected":[02],"actual":63/,
  ),
  check(
    'finds nothing wrong where there is no check',
    '"$REAL" "$@"; code=$?; [ $code -ne 63 ] || exit 0; exit $code',
    ['check/raw/raw-data human'],
    /\[\{"path":"exit code of check","expected":63,"actual":0\}\]/,
  ),
  check(
    'repairs what it only has to look at',
    `last_of "$@"; then_do '[ $code -ne 2 ] || "$REAL" check -q -r all "$last" >/dev/null 2>&1' "$@"`,
    CORRUPT,
    /reading changed or left behind work\/qcow2-corrupt\.qcow2/,
    'error',
  ),
  printed(
    'another count',
    `sed -e 's/^2 errors/1 error/' -e 's/"corruptions": 2/"corruptions": 1/'`,
    CORRUPT,
    /"path":"(?:line 2|corruptions)"/,
  ),
  printed(
    'another end of the image',
    `sed 's/\\([Ii]mage.end.offset"*: \\)[0-9]*/\\165536/'`,
    CHECKED,
    /"path":"(?:line \d|image-end-offset)"/,
  ),
  printed(
    'clusters that are not told',
    `sed -e '/allocated,/d' -e '/"allocated-clusters"/d'`,
    CHECKED,
    /"path":"(?:line \d|allocated-clusters)"/,
  ),
  printed('a number for people rounded', `sed 's/\\.[0-9]*%/%/'`, PEOPLE, /"path":"line \d"/),
  printed(
    'a newline too many for people',
    'case $* in *json*) cat ;; *) cat; echo ;; esac',
    ['check/* human'],
    /"actual":"\\n"/,
  ),
  printed('JSON in one line', `case $* in *json*) tr -d "\\n" ;; *) cat ;; esac`, PROGRAMS),
  check(
    'for people what is for programs, and the other way round',
    swapped(),
    CHECKED,
    /"path":"(?:line 1|\(document\))"/,
  ),
];

function swapped(): string {
  return 'case $* in *--output=json*) without --output=json "$@" ;; esac; shift; exec "$REAL" check --output=json "$@"';
}
