import { parseArgs } from 'node:util';
import { columns } from '../text/columns.ts';
import { errorLine } from '../text/error-line.ts';
import { quoted } from '../text/quoted.ts';
import { UsageError } from '../text/usage-error.ts';
import { isPart, PART_NAMES, PARTS, type PartName, RUNS, type RunName } from './part-names.ts';

export interface Options {
  readonly help: boolean;
  /** how often each part is measured; medians are told */
  readonly rounds: number;
  /** what is measured, in the order of {@link PART_NAMES} */
  readonly only: readonly PartName[];
  /** what is profiled instead of measuring anything */
  readonly profile: RunName | undefined;
  /** whether the page of a run is measured instead */
  readonly page: boolean;
}

const ROUNDS = 5;
const MOST_ROUNDS = 100;

export const HELP = `Measures what runs cost, against what the programs cost that they start.

  npm run bench -- [options]
  npm run bench -- --profile NAME
  npm run bench -- --page

  --rounds N     measure each part N times and tell medians, instead of ${ROUNDS} times
  --only NAME    only these parts; repeat it or separate by commas. A ratio is told where both of its parts are there
  --profile NAME run a part once, and tell where its Node processes spend their time (wall time in which they do not
                 wait); no floor
  --page         open the page of a made run of 35,000 cells in a browser: first paint, slowest filter; no run
  --help         this text

Parts:

${columns(PART_NAMES.map((name) => [`  ${name}`, PARTS[name]])).join('\n')}

The exit code is 0 where everything was measured, whatever goals are missed; 2 for a command line or a setting that
cannot be used; 1 where something fails. QEMU_IMG_BINARIES and PARITY_SCRATCH are heard; no other setting is.
`;

/** @throws UsageError with one line for a command line that means nothing */
export function parseOptions(args: readonly string[]): Options {
  const { help, rounds, only, profile, page } = valuesOf(args);
  if (page && (only !== undefined || profile !== undefined))
    throw new UsageError('--page measures no part, and takes --rounds alone');
  if (profile !== undefined && (only !== undefined || rounds !== undefined))
    throw new UsageError('--profile runs one part, and takes neither --only nor --rounds');
  return {
    help,
    rounds: rounds === undefined ? ROUNDS : roundsOf(rounds),
    only: only === undefined ? PART_NAMES : partsOf(only),
    profile: profile === undefined ? undefined : profiledOf(profile),
    page,
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        rounds: { type: 'string' },
        only: { type: 'string', multiple: true },
        profile: { type: 'string' },
        page: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${errorLine(error)} (see --help)`);
  }
}

function roundsOf(text: string): number {
  const rounds = Number(text);
  if (/^\d+$/.test(text) && rounds >= 1 && rounds <= MOST_ROUNDS) return rounds;
  throw new UsageError(`--rounds: ${quoted(text)} is no number from 1 to ${MOST_ROUNDS}`);
}

function partsOf(texts: readonly string[]): PartName[] {
  const names = texts.flatMap((text) => text.split(','));
  const unknown = names.find((name) => !isPart(name));
  if (unknown !== undefined)
    throw new UsageError(`--only: there is no part ${quoted(unknown)}; there are: ${PART_NAMES.join(', ')}`);
  return PART_NAMES.filter((name) => names.includes(name));
}

function profiledOf(text: string): RunName {
  const name = RUNS.find((known) => known === text);
  if (name !== undefined) return name;
  throw new UsageError(`--profile: ${quoted(text)} cannot be profiled; these can: ${RUNS.join(', ')}`);
}
