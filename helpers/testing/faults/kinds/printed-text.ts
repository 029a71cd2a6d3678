import type { Rendering } from '../../../pipeline/operation.ts';
import type { Fault } from '../fault.ts';
import { printsInfo } from './info.ts';

/** A fault of one rendering of `measure`; the other is the real program's. */
function measured(rendering: Rendering, name: string, filter: string, says: RegExp): Fault {
  const [own, other] = ['exec "$REAL" "$@"', `printing '${filter.replaceAll("'", `'\\''`)}' "$@"`];
  const [json, human] = rendering === 'json' ? [other, own] : [own, other];
  return {
    name: `measure (${rendering}): ${name}`,
    on: 'measure',
    script: `case " $* " in *" --output=json "*) ${json} ;; *) ${human} ;; esac`,
    touches: [`measure/* ${rendering}`],
    result: 'diverged',
    says,
  };
}

const human = (name: string, filter: string, says: RegExp) => measured('human', name, filter, says);
const json = (name: string, filter: string, says: RegExp) => measured('json', name, filter, says);

const NOT_JSON = /"expected":"JSON","actual":"not JSON: /;

function informed(name: string, filter: string, says?: RegExp): Fault {
  const script = `printing '${filter.replaceAll("'", `'\\''`)}' "$@"`;
  return {
    name: `info: ${name}`,
    on: 'info',
    script,
    touches: printsInfo,
    ...(says ? { result: 'diverged', says } : { result: 'match' }),
  };
}

/** What `measure` prints for people, down to the last byte. */
const humanFaults: readonly Fault[] = [
  human('a number plus one', `sed 's/[0-9]$/&1/'`, /"path":"line [12]"/),
  human('a trailing blank', `sed '1s/$/ /'`, /"path":"line 1"(?!.*"path")/),
  human('a trailing tab in the last line', `sed '$s/$/\\t/'`, /\\\\t\\\\n|\\t\\n/),
  human('carriage returns', `sed 's/$/\\r/'`, /\\r\\n/),
  human('without the final newline', 'head -c -1', /"path":"line \d".*"actual":"[^"\\]*"/),
  human('a newline too many', 'cat; echo', /"actual":"\\n"/),
  human('an empty line in front', 'echo; cat', /"path":"line 1"/),
  human('two blanks for one', `sed 's/: /:  /'`, /: {2}/),
  human(
    'a hundred lines',
    'seq 100',
    /"path":"line 10"[^}]*\},\{"path":"9\d more differences","more":9\d\}\]/,
  ),
  human('a line twice', `sed '$p'`, /"path":"line/),
  human('a line less', `sed '$d'`, /"path":"line/),
  human('lines in another order', 'tac', /"path":"line 1"/),
  human('capital letters', 'tr a-z A-Z', /REQUIRED/),
  human('nothing', 'cat >/dev/null', /"path":"line 1","expected":"[^"]*"\}/),
  human('garbage', 'head -c 1000 /dev/zero | tr "\\0" "\\207"', /�/),
  human('the first bytes only', 'head -c 20', /"path":"line/),
  human('a byte that is no UTF-8', `sed '1s/.$/\\xff/'`, /�/),
  human('a byte order mark', `printf '\\357\\273\\277'; cat`, /"path":"line 1"/),
];

const ONLY_BYTES = /\[\{"path":"\(bytes\)"(?:,"\w+":"(?:[^"\\]|\\.)*")+\}\]/;
const AS_DOCUMENT = /\[\{"path":"\(document\)","expected":"JSON","actual":"(?:not JSON: |ambiguous: |empty")/;

/** What `measure` prints for programs: the same promise, explained by what it says. */
const jsonFaults: readonly Fault[] = [
  json('a number plus one', `sed 's/[0-9],$/1&/'`, /\[\{"path":"required","expected":\d+,"actual":\d+\}\]/),
  json('a member more', `sed '1s/$/"": 0,/'`, /\[\{"path":"\[\\"\\"\]","actual":0\}\]/),
  json('a member twice', `sed '/required/p'`, /"actual":"ambiguous: required stands twice"/),
  json(
    'a number that a double rounds',
    `sed 's/: [0-9]*$/: 9007199254740993/'`,
    /"<number 9007199254740993>"/,
  ),
  json('in one line', 'tr -d "\\n"; echo', ONLY_BYTES),
  json('without the final newline', 'head -c -1', ONLY_BYTES),
  json('members in another order', `sed '/req/{N;s/\\(.*\\),\\n\\(.*\\)/\\2,\\n\\1/}'`, ONLY_BYTES),
  json('nothing', 'cat >/dev/null', AS_DOCUMENT),
  json('garbage', 'head -c 1000 /dev/zero | tr "\\0" "\\207"', AS_DOCUMENT),
];

export const printedTextFaults: readonly Fault[] = [...humanFaults, ...jsonFaults];

/** What `info` prints as a whole: its layout is nobody's business, what it says is. */
export const documentFaults: readonly Fault[] = [
  informed('nothing', 'cat >/dev/null', /"path":"\(document\)","expected":"JSON","actual":"empty"/),
  informed('a blank', 'cat >/dev/null; echo " "', /"expected":"JSON","actual":"empty"/),
  informed('garbage', 'echo garbage', NOT_JSON),
  informed('the first bytes only', 'head -c 40', NOT_JSON),
  informed('all but the last bracket', 'head -c -3', NOT_JSON),
  informed('two documents', 'cat; echo "{}"', NOT_JSON),
  informed('a byte that is no UTF-8', `sed 's/"format": "/&\\xff/'`, /"path":"(?:\w+: )?format"/),
  informed('null', 'echo null', /"path":"\(document\)".*"actual":null/),
  informed('an empty object', 'echo "{}"', /"path":"virtual-size","expected":\d+\}/),
  informed('JSON in one line', 'tr -d "\\n"'),
  informed('a newline too many', 'cat; echo'),
];
