import { readSettings } from '../plan/settings.ts';
import { sideBySide } from '../process/side-by-side.ts';
import { UsageError } from '../text/usage-error.ts';
import { type Exploration, readExploration } from './exploration-file.ts';

import { Lanes } from './lanes.ts';
import type { Options } from './options.ts';
import { STAND_IN } from './participants.ts';
import type { Judged } from './player.ts';
import { openSite, ROOT } from './site.ts';

type Told = Exploration['findings'][number];

/**
 * Plays findings of explore.json again, which stays as it is.
 *
 * @param numbers of findings, from 1; none: all
 * @returns the exit code
 */
export async function replay(options: Options, numbers: readonly number[]): Promise<number> {
  const { report } = readSettings(ROOT);
  const exploration = readExploration(report);
  const { findings, candidate, reference, seed } = exploration;
  const wanted = numbers.length > 0 ? numbers : findings.map((_, index) => index + 1);
  const missing = wanted.find((number) => findings[number - 1] === undefined);
  if (missing !== undefined)
    throw new UsageError(`--replay: there is no finding ${missing}; there are ${findings.length}`);
  const site = await openSite({ ...options, ...whoPlays(options, exploration), commands: [] }, seed);
  process.stderr.write(
    `explore: ${candidate.dialect} ${site.participants.candidate.path} against qemu-img ${site.participants.reference.version}, ` +
      `found with ${reference}\n`,
  );
  const lanes = await Lanes.open(site.assignment);
  try {
    const outcomes = await sideBySide(wanted, lanes.width, async (number) => {
      const finding = findings[number - 1] as Told;
      return { number, finding, judged: await lanes.judge(finding.pipeline) };
    });
    for (const { number, finding, judged } of outcomes)
      process.stdout.write(`${outcomeLine(number, finding, judged)}\n`);
    return outcomes.some(({ finding, judged }) => isThere(finding, judged)) ? 1 : 0;
  } finally {
    await lanes.close();
  }
}

/** Those that are named, else those of the exploration. The stand-in is written anew for each. */
function whoPlays(
  { candidate, binary, release }: Options,
  { candidate: of, reference }: Exploration,
): Pick<Options, 'candidate' | 'binary' | 'release'> {
  if (candidate !== undefined || binary !== undefined)
    return { candidate, binary, release: release ?? reference };
  const isStandIn = /\/stand-in\/stand-in-[^/]*$/.test(of.path);
  return {
    candidate: isStandIn ? STAND_IN : of.dialect,
    binary: isStandIn ? undefined : of.path,
    release: release ?? reference,
  };
}

/** Whether something of the same kind is wrong. */
function isThere({ symptoms }: Told, judged: Judged): boolean {
  return (
    'symptoms' in judged &&
    judged.symptoms.some(({ kind }) => symptoms.some((symptom) => symptom.kind === kind))
  );
}

function outcomeLine(number: number, finding: Told, judged: Judged): string {
  const { operation, format, symptoms } = finding;
  const what = `${number}  ${operation}${format === null ? '' : ` ${format}`}: ${symptoms[0]?.kind}`;
  if ('notJudged' in judged) return `${what}: not judged: ${judged.notJudged}`;
  return `${what}: ${isThere(finding, judged) ? 'still there' : 'gone'}`;
}
