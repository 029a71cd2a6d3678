import { basename, join } from 'node:path';
import { RECORDED_WITH } from '../baselines/mend.ts';
import { type Cell, testName } from '../cells/cell.ts';
import { commandLine } from '../pipeline/command-line.ts';
import { hasCheck } from '../pipeline/formats.ts';
import type { Operation } from '../pipeline/operation.ts';
import { imageIds, isSafe, type Row, type Step } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Plan } from '../plan/plan.ts';
import type { Variable } from '../plan/settings.ts';
import { assignments } from '../text/assignments.ts';
import { escapeRegExp } from '../text/pattern.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { shownPath } from '../text/shown-path.ts';

/** Who played what: the tools of a failed cell. */
export interface Players {
  readonly builder: Tool | undefined;
  readonly candidate: Tool;
  readonly reference: Tool | undefined;
  /** whose check of the images is wanted */
  readonly checker?: Tool | undefined;
}

/**
 * Settings that decide how a cell ends. The candidate and the release are told beside them; the rest says where things
 * are put, and when a whole run fails.
 */
export const PASSED_ON = [
  'PARITY_DIALECT',
  'PARITY_READER',
  'PARITY_SAFETY',
  ...RECORDED_WITH,
] as const satisfies readonly Variable[];

/** Folder, in that of the report, for the report of what is played again: the one that says what to play stays. */
const AGAIN = 'again';

/** The environment variables of this run that choose what is judged, the candidate also where it was not named. */
export function settingsOfRun({ settings, candidate }: Plan): Record<string, string | undefined> {
  const passedOn = PASSED_ON.map((name) => [name, settings.given[name]]);
  const { report, root } = settings;
  const again = shownPath(basename(report) === AGAIN ? report : join(report, AGAIN), root);
  return { ...Object.fromEntries(passedOn), PARITY_BINARY: candidate.path, PARITY_REPORT: again };
}

/** Where a cell is played by hand, and with which settings. */
export interface Site {
  /** the project's folder */
  readonly root: string;
  /** environment variables; those that are not set are left out */
  readonly settings: Readonly<Record<string, string | undefined>>;
}

/** The commands that play a cell by hand: first the one test, then step by step in an empty directory. */
export function reproduction(cell: Cell, players: Players, site: Site): string[] {
  const { row } = cell;
  const by = (step: Step) =>
    step.role === 'fixture' ? players.builder : step.role === 'subject' ? players.candidate : undefined;
  const readers = [
    players.candidate,
    ...(players.reference && row.produces.length > 0 ? [players.reference] : []),
  ];
  const lines = row.steps.flatMap((step) => {
    const tools = step.role === 'observe' ? readers : [by(step)];
    const unique = new Map(tools.map((tool) => [tool?.program, tool]));
    return [...unique.values()].flatMap((tool) => (tool ? shellLine(step.operation, tool) : []));
  });
  const { checker } = players;
  const checks = checker ? checkLines(row, checker) : [];
  // An image that is not safe may name what lies two folders above.
  const [deeper, above] = isSafe(row) ? ['', undefined] : [' && mkdir -p case/work && cd case/work', '../..'];
  const place = `cd "$(mktemp -d)"${deeper}`;
  return [testLine(cell, site), place, ...imageLines(row, site, above), ...lines, ...checks];
}

/** The command that runs the one test of a cell. */
export function testLine(cell: Cell, { settings }: Site): string {
  return [
    ...assignments(settings),
    `PARITY_VERSIONS=${cell.version}`,
    'npx vitest run',
    `suites/${cell.row.suite}`,
    '-t',
    shellQuote(`${escapeRegExp(testName(cell))}$`),
  ].join(' ');
}

/** The command that runs the tests of a case, at all releases that have baselines. */
export function caseLine(
  { suite, target, case: name }: { readonly suite: string; readonly target: string; readonly case: string },
  settings: Site['settings'],
): string {
  const tests = shellQuote(`${escapeRegExp([suite, target, name].join(' '))} @`);
  return [...assignments(settings), 'npx vitest run', `suites/${suite}`, '-t', tests].join(' ');
}

/**
 * The commands that place the image fixtures of a row in the current directory.
 *
 * @param above where what malicious images name is put, seen from there; nowhere, where it is left out
 */
export function imageLines(row: Row, { root }: Site, above?: string): string[] {
  const renamed = Object.entries(row.image?.names ?? {}).map(
    ([from, to]) => `[ ! -e ${shellQuote(from)} ] || mv -- ${shellQuote(from)} ${shellQuote(to)}`,
  );
  const places = ['"$OLDPWD"', ...(above === undefined ? [] : [`"$OLDPWD/${above}"`])].join(' ');
  const placed = imageIds(row).map(
    (id) => `(cd ${shellQuote(root)} && npx tsx helpers/images/cli.ts ${id} ${places})`,
  );
  return [...placed, ...renamed];
}

/** The commands that check the images of a row, where their formats can be checked. */
export function checkLines({ produces }: Row, checker: Tool): string[] {
  return produces
    .filter(({ format }) => hasCheck(format))
    .flatMap((image) => shellLine({ op: 'check', ...image, output: 'json' }, checker));
}

/** An operation as a person types it; nothing where the tool has no command for it. */
export function shellLine(operation: Operation, tool: Tool): string[] {
  const command = commandLine(operation, tool);
  if (!('program' in command)) return [];
  return [[command.program, ...command.args].map(shellQuote).join(' ')];
}
