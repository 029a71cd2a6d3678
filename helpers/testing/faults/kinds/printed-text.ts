import type { Fault } from '../fault.ts';
import { printsInfo } from './info.ts';

function measured(name: string, filter: string, says: RegExp): Fault {
  const script = `printing '${filter.replaceAll("'", `'\\''`)}' "$@"`;
  return {
    name: `measure: ${name}`,
    on: 'measure',
    script,
    touches: ['measure/*'],
    result: 'diverged',
    says,
  };
}

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

/** What `measure` prints, down to the last byte. */
export const printedTextFaults: readonly Fault[] = [
  measured('a number plus one', `sed 's/[0-9]$/&1/; s/[0-9],$/1&/'`, /"path":"line [12]"/),
  measured('a trailing blank', `sed '1s/$/ /'`, /"path":"line 1"(?!.*"path")/),
  measured('a trailing tab in the last line', `sed '$s/$/\\t/'`, /\\\\t\\\\n|\\t\\n/),
  measured('carriage returns', `sed 's/$/\\r/'`, /\\r\\n/),
  measured('without the final newline', 'head -c -1', /"actual":"[^"\\]*"/),
  measured('a newline too many', 'cat; echo', /"actual":"\\n"/),
  measured('an empty line in front', 'echo; cat', /"path":"line 1"/),
  measured('two blanks for one', `sed 's/: /:  /'`, /: {2}/),
  measured('a hundred lines', 'seq 100', /"path":"line 10"(?!.*"path")/),
  measured('a line twice', `sed '$p'`, /"path":"line/),
  measured('a line less', `sed '$d'`, /"path":"line/),
  measured('lines in another order', 'tac', /"path":"line 1"/),
  measured('capital letters', 'tr a-z A-Z', /REQUIRED/),
  measured('nothing', 'cat >/dev/null', /"path":"line 1","expected":"[^"]*(?:\\"[^"]*)*"\}/),
  measured('garbage', 'head -c 1000 /dev/zero | tr "\\0" "\\207"', /�/),
  measured('the first bytes only', 'head -c 20', /"path":"line/),
  measured('a byte that is no UTF-8', `sed '1s/.$/\\xff/'`, /�/),
  measured('a byte order mark', `printf '\\357\\273\\277'; cat`, /"path":"line 1"/),
];

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
