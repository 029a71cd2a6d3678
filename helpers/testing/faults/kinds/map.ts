import type { Fault } from '../fault.ts';

const PEOPLE = ['map/* human'];
const PROGRAMS = ['map/* json'];
const CHAIN = ['map/qcow2/qcow2-overlay-chain json'];

function map(what: string, script: string, touches: readonly string[], says: RegExp): Fault {
  return { name: `map: ${what}`, on: 'map', script, touches, result: 'diverged', says };
}

/** What is printed for programs, or for people, through a filter; the other is as it should be. */
function printed(
  forWhom: 'people' | 'programs',
  what: string,
  filter: string,
  touches: readonly string[],
  says: RegExp,
): Fault {
  const [own, other] = [`printing '${filter.replaceAll("'", `'\\''`)}' "$@"`, 'exec "$REAL" "$@"'];
  const [json, human] = forWhom === 'programs' ? [own, other] : [other, own];
  const script = `case $* in *--output=json*) ${json} ;; *) ${human} ;; esac`;
  return map(`${what}, for ${forWhom}`, script, touches, says);
}

/** What `map` says wrongly of where data lie. */
export const mapFaults: readonly Fault[] = [
  printed(
    'programs',
    'two extents as one',
    `sed '1{/"length": 4096,/{s//"length": 8192,/;n;d}}'`,
    ['map/raw/raw-islands json'],
    /"path":"extent at 0","expected":\[\{.*\},\{.*\}\],"actual":\{"start":0,"length":8192/,
  ),
  printed(
    'programs',
    'an extent as two',
    `sed '1s/"length": 65536\\(.*\\)/"length": 512\\1\\n{ "start": 512, "length": 65024\\1/'`,
    CHAIN,
    /"path":"extent at 0","expected":\{"start":0,"length":65536.*"actual":\[/,
  ),
  printed(
    'programs',
    'an extent less',
    `sed '$d' | sed '$s/,$/]/'`,
    PROGRAMS,
    /"path":"extent at \d+","expected":\{"start":\d+[^}]*\}\}\]/,
  ),
  printed('programs', 'nothing', 'echo "[]"', PROGRAMS, /"path":"extent at 0","expected":\{"start":0/),
  printed(
    'programs',
    'another offset',
    `sed 's/"offset": \\([1-9]\\)/"offset": 1\\1/'`,
    ['map/qcow2/qcow2-overlay-chain json', 'map/raw/raw-islands json'],
    /"path":"extent at \d+: offset","expected":\d+,"actual":1\d+/,
  ),
  printed(
    'programs',
    'no offset',
    `sed 's/, "offset": [0-9]*//'`,
    ['map/qcow2/qcow2-overlay-chain json', 'map/raw/raw-islands json'],
    /"path":"extent at \d+: offset","expected":\d+\}/,
  ),
  printed(
    'programs',
    'another depth',
    `sed 's/"depth": 1/"depth": 0/'`,
    CHAIN,
    /"path":"extent at \d+: depth","expected":1,"actual":0/,
  ),
  printed(
    'programs',
    'not whether it is present',
    `sed 's/"present": [a-z]*, //'`,
    PROGRAMS,
    /"path":"extent at \d+: present","expected":true\}/,
  ),
  printed(
    'programs',
    'not whether it is compressed',
    `sed 's/, "compressed": [a-z]*//'`,
    PROGRAMS,
    /"path":"extent at \d+: compressed","expected":(?:true|false)[,}]/,
  ),
  printed(
    'programs',
    'nothing as compressed',
    `sed 's/"compressed": true/"compressed": false/'`,
    ['map/qcow2/qcow2-compressed json'],
    /"path":"extent at 0: compressed","expected":true,"actual":false/,
  ),
  printed(
    'programs',
    'holes as data',
    `sed 's/"zero": true, "data": false/"zero": false, "data": true/'`,
    PROGRAMS,
    /"path":"extent at \d+: zero","expected":true,"actual":false/,
  ),
  printed(
    'programs',
    'in another layout',
    `sed 's/^{/ {/'`,
    PROGRAMS,
    /\[\{"path":"\(bytes\)"(?:,"\w+":"(?:[^"\\]|\\.)*")+\}\]/,
  ),
  printed('people', 'an extent less', `sed '$d'`, PEOPLE, /\[\{"path":"line 5","expected":"[^"]*"\}\]/),
  printed('people', 'no title', 'sed 1d', PEOPLE, /"path":"line 1"/),
  printed(
    'people',
    'another file',
    `sed 's/[^ ]*$/raw-data.raw/;1s/raw-data.raw/File/'`,
    PEOPLE,
    /"path":"line 2","expected":"[^"]*","actual":"[^"]*raw-data\.raw/,
  ),
  printed('people', 'another offset', `sed 's/0x50000/0x60000/'`, PEOPLE, /"path":"line 2"/),
  printed('people', 'decimal numbers', `sed 's/0x10000 /65536   /'`, PEOPLE, /"path":"line 2"/),
  printed('people', 'two lines as one', `sed '2s/0x10000/0x20000/;3d'`, PEOPLE, /"path":"line 2"/),
  map(
    'for people what is for programs, and the other way round',
    'case $* in *--output=json*) without --output=json "$@" ;; esac; shift; exec "$REAL" map --output=json "$@"',
    ['map/*'],
    /"path":"(?:line 1|\(document\))"/,
  ),
  map(
    'fails when all is said',
    '"$REAL" "$@"; exit 1',
    ['map/*'],
    /\[\{"path":"exit code of map","expected":0,"actual":1\}\]/,
  ),
];
