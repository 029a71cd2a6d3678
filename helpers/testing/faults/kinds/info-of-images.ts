import type { Fault } from '../fault.ts';

const ALL = ['info/*'];
const PEOPLE = ['info/* human'];
const PROGRAMS = ['info/* json'];
const SNAPSHOTS = ['info/raw/qcow2-snapshots *'];
const BITMAPS = ['info/raw/qcow2-bitmaps *'];

/** What is printed through `sed -z`, for people and for programs. */
function info(what: string, script: string, touches: readonly string[], says?: RegExp): Fault {
  return {
    name: `info: ${what}`,
    on: 'info',
    script: `printing "sed -z '${script.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}'" "$@"`,
    touches,
    ...(says ? { result: 'diverged', says } : { result: 'match' }),
  };
}

/** What `info` says wrongly of images, for people and for programs. */
export const infoOfImagesFaults: readonly Fault[] = [
  info('another virtual size, for people', 's/\\(virtual size: \\)4/\\15/', PEOPLE, /\[\{"path":"line 3"/),
  info(
    'another virtual size in bytes, for people',
    's/(4194304 bytes)/(4194305 bytes)/',
    PEOPLE,
    /\[\{"path":"line 3"/,
  ),
  info(
    'another format',
    's/\\(file format: \\|\\n    "format": "\\)qcow2/\\1raw/',
    ALL,
    /\[\{"path":"(?:line 2|format)"/,
  ),
  info(
    'another cluster size',
    's/\\(cluster_size: \\|"cluster-size": \\)65536/\\14096/',
    ALL,
    /\[\{"path":"(?:line 5|cluster-size)"/,
  ),
  info(
    'a snapshot less',
    's/\\n2  *second[^\\n]*//; s/,\\n        {[^{}]*"name": "second"[^{}]*}//; s/{[^{}]*"name": "second"[^{}]*},\\n        //',
    SNAPSHOTS,
    /"path":"(?:line \d+|snapshots\[1\])"/,
  ),
  info(
    'no snapshots',
    's/Snapshot list:.*\\(Format specific\\)/\\1/; s/\\n    "snapshots": \\[[^]]*\\],//',
    SNAPSHOTS,
    /"path":"(?:line 6|snapshots)"/,
  ),
  info(
    'another name of a snapshot',
    's/second/other_/; s/"name": "second"/"name": "other_"/',
    SNAPSHOTS,
    /"path":"(?:line 9|snapshots\[\d\]\.name)"/,
  ),
  info(
    'a snapshot of another time, for people',
    's/ 20[0-9-]* / 1999-01-01 /',
    ['info/raw/qcow2-snapshots human'],
    /\[\{"path":"line 8"/,
  ),
  info('a snapshot of another time, for programs', 's/\\("date-sec": \\)[0-9]*/\\11/', [
    'info/raw/qcow2-snapshots json',
  ]),
  info(
    'a bitmap less',
    's/\\n        \\[2\\]:.*b2\\n            granularity: 65536//; s/,\\n                {[^{}]*"name": "b2"[^{}]*}//',
    BITMAPS,
    /"path":"(?:line \d+|format-specific\.data\.bitmaps\[2\])"/,
  ),
  info(
    'another granularity of a bitmap',
    's/\\(granularity"*: \\)131072/\\165536/',
    BITMAPS,
    /"path":"(?:line \d+|format-specific\.data\.bitmaps\[1\]\.granularity)"/,
  ),
  info(
    'another flag of a bitmap',
    's/\\(\\[0\\]: \\|flags": \\[\\n *"\\)auto/\\1in-use/',
    BITMAPS,
    /"path":"(?:line \d+|format-specific\.data\.bitmaps\[0\]\.flags\[0\])"/,
  ),
  info('another disk size, for people', 's/\\(disk size: \\)[^\\n]*/\\19.9 TiB/g', PEOPLE),
  info(
    'no disk size, for people',
    's/\\ndisk size: [^\\n]*//',
    PEOPLE,
    /\[\{"path":"line 4","expected":"disk size: <size>/,
  ),
  info(
    'another length of the file, for programs',
    's/\\(                "virtual-size": \\)[0-9]*/\\11/',
    PROGRAMS,
  ),
  {
    name: 'info: for people what is for programs, and the other way round',
    on: 'info',
    script:
      'case $* in *--output=json*) without --output=json "$@" ;; esac; shift; exec "$REAL" info --output=json "$@"',
    touches: ALL,
    result: 'diverged',
    says: /"path":"(?:line 1|\(document\))"/,
  },
  {
    name: 'info: fails when all is said',
    on: 'info',
    script: '"$REAL" "$@"; exit 1',
    touches: ALL,
    result: 'diverged',
    says: /\[\{"path":"exit code of info","expected":0,"actual":1\}\]/,
  },
];
