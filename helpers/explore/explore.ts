import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DIALECTS } from '../dialects/finding/load-dialect.ts';
import type { Suite } from '../pipeline/row.ts';
import { checkRoom } from '../plan/check-room.ts';
import { findSuites } from '../plan/find-suites.ts';
import { makeScratch } from '../plan/scratch.ts';
import { readSettings, type Settings } from '../plan/settings.ts';
import { referenceTool } from '../plan/tools.ts';
import { guard } from '../process/guardian.ts';
import { endStarters } from '../process/starters.ts';
import { quoted } from '../text/quoted.ts';
import { shownPath } from '../text/shown-path.ts';
import { UsageError } from '../text/usage-error.ts';
import { byHand } from './by-hand.ts';
import { type Exploration, writeExploration } from './exploration-file.ts';
import { findingLines, summaryLine } from './finding-text.ts';
import { Lanes } from './lanes.ts';
import type { Options } from './options.ts';
import { findParticipants, type Participants } from './participants.ts';
import type { Assignment } from './player.ts';
import { Progress } from './progress.ts';
import { type Searched, search } from './search.ts';
import { tableEntry } from './table-entry.ts';
import { type OperationName, readTables, type Tables } from './tables.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The usual exit status after a signal: 128 and its number. */
const EXIT = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** What pipelines are judged in. */
export interface Site {
  readonly settings: Settings;
  readonly suites: readonly Suite[];
  readonly tables: Tables;
  readonly participants: Participants;
  readonly assignment: Assignment;
}

/**
 * Finds out everything that judging pipelines needs.
 *
 * @throws UsageError where something of it cannot be used
 */
export async function openSite(
  options: Pick<Options, 'candidate' | 'binary' | 'release' | 'commands'>,
  seed: number,
): Promise<Site> {
  await guard();
  const settings = readSettings(ROOT);
  const suites = await findSuites(join(ROOT, 'suites'));
  const tables = readTables(suites);
  const commands = commandsOf(options.commands, tables);
  checkRoom(settings.scratch);
  const { folder: scratch } = await makeScratch(settings.scratch, 'leave');
  const participants = await findParticipants(settings, options, scratch);
  await endStarters();
  for (const note of participants.notes) process.stderr.write(`explore: ${note}\n`);
  const { candidate, reference } = participants;
  const assignment: Assignment = {
    source: { seed, commands, tables },
    reference,
    candidate,
    dialects: DIALECTS,
    scratch,
    lanes: Array.from({ length: availableParallelism() }, (_, index) => `lane-${index + 1}`),
    fixtures: settings.fixtures,
    timeLimit: settings.timeLimit,
    fileLimit: settings.fileLimit,
  };
  return { settings, suites, tables, participants, assignment };
}

function commandsOf(asked: readonly string[], { operations }: Tables): OperationName[] {
  const commands = asked.flatMap((text) => text.split(','));
  const unknown = commands.find((text) => !operations.some((operation) => operation === text));
  if (unknown !== undefined)
    throw new UsageError(`there is no suite of ${quoted(unknown)}; there are: ${operations.join(', ')}`);
  return operations.filter((operation) => commands.length === 0 || commands.includes(operation));
}

/** Explores, tells what was found, and keeps it. @returns the exit code */
export async function explore(options: Options): Promise<number> {
  const seed = options.seed ?? randomInt(2 ** 31 - 1);
  const site = await openSite(options, seed);
  const { settings, participants, assignment } = site;
  const { candidate, reference, dialect } = participants;
  process.stderr.write(
    `explore: ${candidate.dialect} ${candidate.path} against qemu-img ${reference.version}, --seed ${seed}\n`,
  );
  const end = endOf(options.minutes);
  const progress = new Progress(process.stderr);
  const lanes = await Lanes.open(assignment);
  end.signal.addEventListener('abort', () => void lanes.close());
  let searched: Searched;
  try {
    const budget = { runs: options.runs, stopped: end.signal };
    searched = await search(lanes, dialect.knownDivergences, budget, (sofar, fresh) =>
      progress.tell(sofar, fresh),
    );
  } finally {
    progress.close();
    await lanes.close();
  }
  const exploration = explorationOf(site, searched, end.why());
  for (const [index, finding] of exploration.findings.entries()) {
    for (const line of findingLines(finding, index + 1)) process.stdout.write(`${line}\n`);
  }
  process.stdout.write(`${summaryLine(exploration, progress.seconds)}\n`);
  const path = writeExploration(settings.report, exploration);
  process.stdout.write(`${shownPath(path, settings.root)}; npm run explore -- --replay plays it again\n`);
  return end.exitCode() ?? (exploration.findings.length > 0 ? 1 : 0);
}

/** When it is over: after some minutes, or as soon as somebody ends it, with what was found by then. */
function endOf(minutes: number | undefined) {
  const over = new AbortController();
  let [ended, exitCode]: [Exploration['ended'], number | undefined] = ['runs', undefined];
  const stop = (why: Exploration['ended'], code?: number) => {
    if (over.signal.aborted) return;
    [ended, exitCode] = [why, code];
    over.abort();
  };
  if (minutes !== undefined) setTimeout(() => stop('minutes'), minutes * 60_000).unref();
  for (const [signal, code] of Object.entries(EXIT)) process.on(signal, () => stop('interrupted', code));
  return { signal: over.signal, why: () => ended, exitCode: () => exitCode };
}

function explorationOf(
  { participants, tables, assignment, suites }: Site,
  { judged, failing, notJudged, findings }: Searched,
  ended: Exploration['ended'],
): Exploration {
  const { candidate, dialect, reference } = participants;
  const { source } = assignment;
  const { path: program, companions = {} } = candidate;
  const tool = { dialect, program, companions, release: reference.version };
  return {
    schema: 1,
    candidate: { dialect: dialect.name, path: program, version: candidate.version ?? null },
    reference: reference.version,
    seed: source.seed,
    commands: source.commands,
    ended,
    pipelines: judged,
    failing,
    not_judged: Object.fromEntries([...notJudged].sort(([, one], [, other]) => other - one)),
    findings: findings.map((finding) => ({
      ...finding,
      entry: tableEntry(finding.pipeline, tables, suites) ?? null,
      reproduce: byHand(finding.pipeline, tables, referenceTool(reference), tool),
    })),
  };
}
