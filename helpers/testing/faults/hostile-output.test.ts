import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { annotations } from '../../reporting/annotations.ts';
import { reportOf, type VerifiedCell } from '../../reporting/cell-report.ts';
import { failureText } from '../../reporting/failure-text.ts';
import { findingsList } from '../../reporting/findings-list.ts';
import { composeGroups } from '../../reporting/groups.ts';
import { shellQuote } from '../../text/shell-quote.ts';
import { tried } from '../tried.ts';
import type { Fault } from './fault.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import type { CHOSEN } from './rows.ts';

/** CPU seconds in which a cell is to be judged, twice over: the machine has more to do. */
const SECONDS = 2 * 2;

/** Bytes of what is told of a cell, in whatever form. */
const BYTES = 100_000;

/** What a terminal or a text around it would obey. */
const ACTIVE = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s*::|##\[/mu;

const ROW = 'create/qcow2/1M-default' satisfies (typeof CHOSEN)[number];

interface Hostile {
  readonly fault: string;
  readonly on: Fault['on'];
  /** what lies in the file that the script gets as `$text` */
  readonly text: () => string | Buffer;
  readonly script: string;
  readonly result: VerifiedCell['outcome']['result'];
  readonly says: RegExp;
}

const PRINTED = { on: 'info', script: 'cat "$text"', result: 'diverged' } as const;
const SAID = { on: 'create', script: 'cat "$text" >&2; exit 1', result: 'diverged' } as const;
const COMMANDS =
  '\u001b[2J\u001b[H::error::owned\r\n::set-output name=a::b\r\n##[error]owned\u009b31m\u202eparity';

const HOSTILE: readonly Hostile[] = [
  {
    ...PRINTED,
    fault: '800,000 keys',
    text: () => `{${Array.from({ length: 800_000 }, (_, at) => `"k${at}":${at}`)}}`,
    says: /(?<= 800,0\d\d fields differ[\s\S]*and 799,9\d\d more )\(parity\.json has the first 50\)/,
  },
  {
    ...PRINTED,
    fault: 'a text of 15 MB that begins with commands for a terminal and for GitHub Actions',
    text: () => JSON.stringify({ format: COMMANDS.padEnd(15_000_000, 'x') }),
    says: /<text of 15,000,000 characters, sha256 [0-9a-f]{16}: \\+u001b/,
  },
  {
    ...PRINTED,
    fault: '100,000 nested brackets',
    text: () => '['.repeat(100_000) + ']'.repeat(100_000),
    says: /actual {4}"not JSON: nested deeper than 500 levels"/,
  },
  {
    ...PRINTED,
    fault: '15 MB that are no UTF-8',
    text: () => Buffer.alloc(15_000_000, 0xff),
    says: /actual {4}"not JSON: Unexpected token/,
  },
  {
    ...SAID,
    fault: 'an error of 15 MB on one line, of commands for a terminal and for GitHub Actions',
    text: () => COMMANDS.replaceAll('\r\n', '').repeat(200_000),
    says: /\| \\u001b\[2J\\u001b\[H::error::owned.*… \([\d,]+ characters\)/,
  },
  {
    ...SAID,
    fault: 'five million lines of error, the last ones commands',
    text: () => `${'ab\n'.repeat(5_000_000)}${COMMANDS}`,
    says: /^ +\| ab\n +\| ab\n +\| \\u001b\[2J\\u001b\[H::error::owned\\r\n +\| ::set-output/m,
  },
  {
    on: 'create',
    fault: '20,000 files, with commands in their names',
    text: () => Array.from({ length: 20_000 }, (_, at) => `${at}\n::error::owned\u001b[2J\0`).join(''),
    script: 'xargs -0 touch -- <"$text"; exec "$REAL" "$@"',
    result: 'error',
    says: /left behind (?:work\/\d+\\n::error::owned\\u001b\[2J, ){5}19,995 more files/,
  },
];

const { ground, rows } = await groundFor([ROW]);

test.for(HOSTILE.map((each) => [each.fault, each] as const))(
  '%s: judged and told in bounds',
  async ([fault, { on, text, script, result, says }], context) => {
    const [row] = rows;
    if (!ground || !row) return context.skip(WITHOUT_RELEASE);
    const file = join(ground.folder, 'hostile.txt');
    writeFileSync(file, text());
    const { program: real, release: version } = ground.reference;
    const program = writeLauncher(ground.folder, 'hostile', real, {
      on,
      script: `text=${shellQuote(file)}\n${script}`,
    });
    const before = process.cpuUsage();
    const [verdict] = [...(await ground.judge(program, [row])).values()];
    if (!verdict) throw new Error('no verdict');
    const outcome = { mode: 'verify', ...verdict } as const;
    const cell: VerifiedCell = { ...reportOf({ row, version }, outcome, ({ stem }) => stem), outcome };
    const told = failureText(cell);
    const forPeople = [told, ...findingsList([cell], 'parity.json')];
    const notes = annotations([cell]);
    const { user, system } = process.cpuUsage(before);
    expect(verdict.result).toBe(result);
    expect(told).toMatch(says);
    expect(forPeople.join('\n')).not.toMatch(ACTIVE);
    for (const note of notes) expect(note.replace(/^::error /, '')).not.toMatch(ACTIVE);
    for (const form of [cell, composeGroups([cell]), told, notes, forPeople]) {
      expect(JSON.stringify(form, null, 2).length).toBeLessThan(BYTES);
    }
    expect((user + system) / 1e6, 'CPU seconds').toBeLessThan(SECONDS);
    tried(context, {
      of: "the candidate's output",
      fault: `${fault}, judged as a cell`,
      how: `${on} of ${ROW} ${script.includes('touch') ? 'leaves them behind' : script.includes('>&2') ? 'says it, and fails' : 'prints it'}`,
      outcome: `${verdict.result}: ${says.exec(told)?.[0].slice(0, 100)}`,
    });
  },
);
