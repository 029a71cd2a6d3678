import { type Cell, testName } from '../cells/cell.ts';
import { commandLine } from '../pipeline/command-line.ts';
import type { Step } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Plan } from '../plan/plan.ts';
import type { Variable } from '../plan/settings.ts';
import { escapeRegExp } from '../text/pattern.ts';
import { shellQuote } from '../text/shell-quote.ts';

/** Who played what: the tools of a failed cell. */
export interface Players {
  readonly builder: Tool | undefined;
  readonly candidate: Tool;
  readonly reference: Tool | undefined;
}

/**
 * Settings that decide how a cell ends. The candidate and the release are told beside them; the rest says where things
 * are put, and when a whole run fails.
 */
export const PASSED_ON = [
  'PARITY_DIALECT',
  'PARITY_READER',
  'PARITY_SAFETY',
  'PARITY_STEP_TIMEOUT',
  'QEMU_IMG_BINARIES',
  'EXPECTED_OUTPUTS',
  'INSTAR_TESTDATA_PATH',
] as const satisfies readonly Variable[];

/** The environment variables of this run that choose what is judged, the candidate also where it was not named. */
export function settingsOfRun({ settings, candidate }: Plan): Record<string, string | undefined> {
  const passedOn = PASSED_ON.map((name) => [name, settings.given[name]]);
  return { ...Object.fromEntries(passedOn), PARITY_BINARY: candidate.path };
}

/**
 * The commands that play a cell by hand: first the one test, then step by step in an empty directory.
 *
 * @param root the project's folder
 * @param settings environment variables; those that are not set are left out
 */
export function reproduction(
  cell: Cell,
  players: Players,
  root: string,
  settings: Readonly<Record<string, string | undefined>>,
): string[] {
  const { row, version } = cell;
  const env = Object.entries(settings).flatMap(([name, value]) =>
    value ? `${name}=${shellQuote(value)}` : [],
  );
  const test = [
    ...env,
    `PARITY_VERSIONS=${version}`,
    'npx vitest run',
    `suites/${row.suite}`,
    '-t',
    shellQuote(`${escapeRegExp(testName(cell))}$`),
  ];
  const by = (step: Step) =>
    step.role === 'fixture' ? players.builder : step.role === 'subject' ? players.candidate : undefined;
  const readers = [
    players.candidate,
    ...(players.reference && row.produces.length > 0 ? [players.reference] : []),
  ];
  const lines = row.steps.flatMap((step) => {
    const tools = step.role === 'observe' ? readers : [by(step)];
    const unique = new Map(tools.map((tool) => [tool?.program, tool]));
    return [...unique.values()].flatMap((tool) => (tool ? shellLine(step, tool) : []));
  });
  const image =
    row.image === undefined
      ? []
      : [`(cd ${shellQuote(root)} && npx tsx helpers/images/cli.ts ${row.image.id} "$OLDPWD")`];
  return [test.join(' '), 'cd "$(mktemp -d)"', ...image, ...lines];
}

function shellLine(step: Step, tool: Tool): string[] {
  const command = commandLine(step.operation, tool);
  if (!('program' in command)) return [];
  return [[command.program, ...command.args].map(shellQuote).join(' ')];
}
