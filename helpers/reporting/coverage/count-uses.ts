import type { RecordedCommand } from '../../baselines/fitting-meta.ts';
import type { Row, Suite } from '../../pipeline/row.ts';
import type { ReleaseHelp } from '../../references/ask-help.ts';
import { usesOf } from './uses.ts';

/** The cases of one suite that use something. */
export interface Use {
  readonly suite: string;
  /** in which the candidate does it: as the subject, or to observe */
  readonly judged: number;
  /** in which only the reference does, to make a fixture */
  readonly fixtures: number;
}

/** What is used of one command. */
export interface CommandUses {
  /** who uses the command at all */
  readonly own: readonly Use[];
  /** by the name of the entry of the help, or what stands in its place */
  readonly listed: ReadonlyMap<string, readonly Use[]>;
  readonly unlisted: ReadonlyMap<string, readonly Use[]>;
}

/** The commands that a reference is given for the steps of a row, by the names of these. */
type CommandsOf = (row: Row, release: string) => ReadonlyMap<string, Pick<RecordedCommand, 'argv'>>;

/** Cases by suite, each with whether anything but its fixture is meant. */
type Cases = Map<string, Map<string, boolean>>;

interface Counted {
  readonly own: Cases;
  readonly listed: Map<string, Cases>;
  readonly unlisted: Map<string, Cases>;
}

/**
 * Counts in how many cases of which suite each command, option and argument is used. Several renderings of one case are
 * one, and so is an option that several steps have.
 */
export function countUses(
  suites: readonly Suite[],
  { version, commands }: ReleaseHelp,
  commandsOf: CommandsOf,
): ReadonlyMap<string, CommandUses> {
  const counted = new Map<string, Counted>(
    [...commands.keys()].map((name) => [name, { own: new Map(), listed: new Map(), unlisted: new Map() }]),
  );
  for (const row of suites.flatMap(({ rows }) => rows)) {
    const asked = commandsOf(row, version);
    for (const { name, role } of row.steps) {
      const [program, command = '', ...args] = asked.get(name)?.argv ?? [];
      const takes = commands.get(command)?.takes;
      const place = counted.get(command);
      if (program !== 'qemu-img' || takes === undefined || place === undefined) continue;
      const isJudged = role !== 'fixture';
      const uses = usesOf(args, takes);
      add(place.own, row, isJudged);
      for (const kind of ['listed', 'unlisted'] as const) {
        for (const each of uses[kind]) add(casesOf(place[kind], each), row, isJudged);
      }
    }
  }
  return new Map(
    [...counted].map(([command, { own, listed, unlisted }]) => [
      command,
      { own: asUses(own), listed: byName(listed), unlisted: byName(unlisted) },
    ]),
  );
}

function casesOf(all: Map<string, Cases>, name: string): Cases {
  const cases: Cases = all.get(name) ?? new Map();
  all.set(name, cases);
  return cases;
}

function add(cases: Cases, { suite, target, stem }: Row, isJudged: boolean): void {
  const own = cases.get(suite) ?? new Map<string, boolean>();
  const key = `${target}/${stem}`;
  own.set(key, isJudged || own.get(key) === true);
  cases.set(suite, own);
}

function byName(all: ReadonlyMap<string, Cases>): Map<string, Use[]> {
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, cases]) => [name, asUses(cases)]));
}

/** By the names of the suites. */
function asUses(cases: Cases): Use[] {
  return [...cases]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([suite, own]) => {
      const judged = [...own.values()].filter((isJudged) => isJudged).length;
      return { suite, judged, fixtures: own.size - judged };
    });
}
