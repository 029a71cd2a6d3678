import { randomInt } from 'node:crypto';
import { referenceTool } from '../plan/tools.ts';
import { shownPath } from '../text/shown-path.ts';
import { byHand } from './by-hand.ts';
import { type Exploration, writeExploration } from './exploration-file.ts';
import { findingLines, summaryLine } from './finding-text.ts';
import { Lanes } from './lanes.ts';
import type { Options } from './options.ts';
import { Progress } from './progress.ts';
import { type Searched, search } from './search.ts';
import { openSite, type Site } from './site.ts';
import { tableEntry } from './table-entry.ts';

/** The usual exit status after a signal: 128 and its number. */
const EXIT = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

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
