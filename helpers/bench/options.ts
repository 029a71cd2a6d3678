import { parseArgs } from 'node:util';
import { errorLine } from '../text/error-line.ts';
import { quoted } from '../text/quoted.ts';
import { UsageError } from '../text/usage-error.ts';
import { isPart, PART_NAMES, type PartName, PROFILED, type ProfiledName } from './part-names.ts';

export interface Options {
  readonly help: boolean;
  /** how often each part is measured; medians are told */
  readonly rounds: number;
  /** what is measured, in the order of {@link PART_NAMES} */
  readonly only: readonly PartName[];
  /** what is profiled instead of measuring anything */
  readonly profile: ProfiledName | undefined;
}

const ROUNDS = 5;
const MOST_ROUNDS = 100;

export const HELP = `Measures what runs cost, against what the programs cost that they start.

  npm run bench -- [options]
  npm run bench -- --profile NAME

  --rounds N     measure each part N times and tell medians, instead of ${ROUNDS} times
  --only NAME    only these; repeat it or separate by commas: ${PART_NAMES.join(', ')}.
                 What a ratio needs and is not named is left out, and so is the ratio
  --profile NAME run one part once, and tell where its Node processes spend their time: ${PROFILED.join(', ')}
  --help         this text
`;

/** @throws UsageError with one line for a command line that means nothing */
export function parseOptions(args: readonly string[]): Options {
  const { help, rounds, only, profile } = valuesOf(args);
  return {
    help,
    rounds: rounds === undefined ? ROUNDS : roundsOf(rounds),
    only: only === undefined ? PART_NAMES : partsOf(only),
    profile: profile === undefined ? undefined : profiledOf(profile),
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

function profiledOf(text: string): ProfiledName {
  const name = PROFILED.find((known) => known === text);
  if (name !== undefined) return name;
  throw new UsageError(`--profile: ${quoted(text)} cannot be profiled; these can: ${PROFILED.join(', ')}`);
}
