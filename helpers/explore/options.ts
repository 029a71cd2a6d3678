import { parseArgs } from 'node:util';
import { errorLine } from '../text/error-line.ts';
import { quoted } from '../text/quoted.ts';
import { UsageError } from '../text/usage-error.ts';

/** What the command line asks for. */
export interface Options {
  readonly help: boolean;
  /** commands that are explored; none: all */
  readonly commands: readonly string[];
  /** pipelines at most; undefined: as many as the time allows */
  readonly runs: number | undefined;
  /** undefined: any */
  readonly seed: number | undefined;
  /** minutes; undefined where only the number of pipelines is limited */
  readonly minutes: number | undefined;
  /** name of a dialect, or `stand-in` */
  readonly candidate: string | undefined;
  readonly binary: string | undefined;
  /** of the reference; undefined: the newest that is installed */
  readonly release: string | undefined;
  /** findings of explore.json that are played again, by their numbers; none: all; undefined: nothing is */
  readonly replay: readonly number[] | undefined;
}

/** Minutes, where nothing limits a search. */
const MINUTES = 1;
const MOST_MINUTES = 10_080;
const MOST_RUNS = 1_000_000_000;
const MOST_SEED = 2 ** 31 - 1;

export const HELP = `Generates pipelines that nobody has written down, and holds a candidate in them against a reference.

  npm run explore -- [COMMAND ...] [options]
  npm run explore -- --replay [NUMBER ...]

A COMMAND is one of qemu-img that a suite is of: create, resize, dd, convert, measure, commit, rebase, map, ...; without
any, all are explored. Each pipeline is one to five operations on images with data, with sizes around boundaries and the
options that the case tables have; it is judged like a cell. What goes wrong is made as small as it can be, told once, and
kept in parity-report/explore.json.

  --runs N       end after N pipelines
  --minutes M    end after M minutes; ${MINUTES} where --runs is not given either
  --seed S       generate what a run with this seed has generated; without it, something new
  --candidate C  who is judged: a dialect, or stand-in (a script over the reference that behaves as instar's documentation
                 says); without it, as in a run: PARITY_DIALECT, else instar
  --binary PATH  its program; without it, as in a run: PARITY_BINARY, else where its dialect looks for it
  --release R    the reference that it is held against; without it, the newest that is installed
  --replay       play the findings of parity-report/explore.json again, all or those of these numbers, with the candidate
                 and the reference that they are of, or with such as are named
  --help         this text

Two releases are held against each other so:

  npm run explore -- --candidate qemu-img --binary qemu-img-binaries/x86_64/7.2.22/qemu-img --release 11.1.3

The exit code is 1 where something was found, or is still there; 2 for a command line or a setting that cannot be used; else
0. Baselines are neither read nor written. PARITY_REPORT, PARITY_SCRATCH,
PARITY_STEP_TIMEOUT, PARITY_FILE_LIMIT and QEMU_IMG_BINARIES are heard.
`;

/** @throws UsageError with one line for a command line that means nothing */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const { help, runs, seed, minutes, candidate, binary, release, replay } = values;
  if (replay && [runs, seed, minutes].some((value) => value !== undefined))
    throw new UsageError('--replay plays what was found, and takes none of --runs, --seed, --minutes');
  const limit = runs === undefined ? undefined : whole('--runs', runs, 1, MOST_RUNS);
  return {
    help,
    commands: replay ? [] : positionals,
    runs: limit,
    seed: seed === undefined ? undefined : whole('--seed', seed, 0, MOST_SEED),
    minutes: minutes === undefined ? (limit === undefined ? MINUTES : undefined) : minutesOf(minutes),
    candidate,
    binary,
    release,
    replay: replay ? positionals.map((text) => whole('--replay', text, 1, MOST_RUNS)) : undefined,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        runs: { type: 'string' },
        seed: { type: 'string' },
        minutes: { type: 'string' },
        candidate: { type: 'string' },
        binary: { type: 'string' },
        release: { type: 'string' },
        replay: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${errorLine(error)} (see --help)`);
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`${name}: ${quoted(text)} is no whole number from ${least} to ${most}`);
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (/^\d*\.?\d+$/.test(text) && minutes > 0 && minutes <= MOST_MINUTES) return minutes;
  throw new UsageError(`--minutes: ${quoted(text)} is no number of minutes up to ${MOST_MINUTES}`);
}
