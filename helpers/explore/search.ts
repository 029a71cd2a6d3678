import type { KnownDivergence } from '../pipeline/known-divergence.ts';
import { sideBySide } from '../process/side-by-side.ts';
import { type Finding, Findings, type Found, findingOf } from './finding.ts';
import type { Generated } from './generated.ts';
import type { Lanes } from './lanes.ts';
import type { Symptom } from './symptoms.ts';

/**
 * How many pipelines are judged before what they show is looked at: so many at first, twice as many each time, and never more
 * than so many. What is found does not depend on how many cores there are.
 */
const ROUND = { first: 8, most: 64 } as const;

/** How many of a round are made smaller side by side, for the same reason. */
const AT_ONCE = 4;

/** How far a search has come. */
export interface Searched {
  /** pipelines that were judged */
  readonly judged: number;
  /** why nothing could be said of the others, and how often */
  readonly notJudged: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
  /** pipelines in which something was wrong */
  readonly failing: number;
}

/** When a search ends. */
export interface Budget {
  /** pipelines at most; undefined: until the time is over */
  readonly runs: number | undefined;
  /** aborted when the time is over, or somebody has had enough */
  readonly stopped: AbortSignal;
}

/** A pipeline in which something is wrong. */
interface Suspect {
  readonly number: number;
  readonly pipeline: Generated;
  /** what no finding accounts for yet */
  readonly symptoms: readonly Symptom[];
}

/**
 * Judges pipeline after pipeline, in rounds, and makes a finding of each kind of thing that is wrong. A round that the end of
 * the time cuts short counts for what was judged of it; what was found in it is told as it was generated.
 *
 * @param known what the candidate declares
 * @param tell hears of what was done, whenever something was
 */
export async function search(
  lanes: Pick<Lanes, 'judge' | 'find' | 'width'>,
  known: readonly KnownDivergence[],
  { runs = Number.POSITIVE_INFINITY, stopped }: Budget,
  tell: (searched: Searched, fresh?: Finding) => void,
): Promise<Searched> {
  const findings = new Findings();
  const notJudged = new Map<string, number>();
  let [judged, failing, next, round] = [0, 0, 1, ROUND.first as number];
  const sofar = (): Searched => ({ judged, notJudged, findings: findings.all, failing });
  while (next <= runs && !stopped.aborted) {
    const numbers = Array.from({ length: Math.min(round, runs - next + 1) }, (_, index) => next + index);
    next += numbers.length;
    round = Math.min(2 * round, ROUND.most);
    const suspects: Suspect[] = [];
    const skips: string[] = [];
    await sideBySide(numbers, lanes.width, async (number) => {
      if (stopped.aborted) return;
      const result = await lanes.judge(number).catch(unlessStopped(stopped));
      if (result === undefined || stopped.aborted) return;
      if ('notJudged' in result) {
        skips.push(result.notJudged);
        return;
      }
      judged += 1;
      tell(sofar());
      const symptoms = findings.unexplained(result.pipeline, result.symptoms);
      if (result.symptoms.length > 0) failing += 1;
      if (symptoms.length > 0) suspects.push({ number, pipeline: result.pipeline, symptoms });
    });
    for (const reason of skips) notJudged.set(reason, (notJudged.get(reason) ?? 0) + 1);
    await findIn(inOrder(suspects), { lanes, findings, known, stopped }, (fresh) => tell(sofar(), fresh));
  }
  return sofar();
}

function inOrder(suspects: readonly Suspect[]): Suspect[] {
  return [...suspects].sort((one, other) => one.number - other.number);
}

interface Hunt {
  readonly lanes: Pick<Lanes, 'find'>;
  readonly findings: Findings;
  readonly known: readonly KnownDivergence[];
  readonly stopped: AbortSignal;
}

/** Makes findings of the suspects of a round, in their order: what the first accounts for is no other finding. */
async function findIn(
  suspects: readonly Suspect[],
  { lanes, findings, known, stopped }: Hunt,
  tell: (fresh: Finding) => void,
): Promise<void> {
  const add = (finding: Found) => tell(findings.add(finding));
  let left = stillNew(suspects, findings);
  while (left.length > 0) {
    const some = ofDifferentKinds(left).slice(0, AT_ONCE);
    const found = await Promise.all(
      some.map(({ number, symptoms: [first] }) =>
        stopped.aborted || !first ? undefined : lanes.find(number, first.kind).catch(unlessStopped(stopped)),
      ),
    );
    for (const [index, { number, pipeline, symptoms }] of some.entries()) {
      const finding = found[index];
      if (finding !== undefined) {
        if (findings.unexplained(finding.pipeline, finding.symptoms).length > 0) add(finding);
        continue;
      }
      const fresh = findings.unexplained(pipeline, symptoms);
      const state = stopped.aborted ? 'not made smaller' : 'not seen again';
      if (fresh.length > 0) add(findingOf(pipeline, fresh, { found: number, state }, known));
    }
    left = stillNew(left, findings).flatMap((one) => (some.includes(one) ? withoutFirst(one) : [one]));
  }
}

/** Suspects with what no finding accounts for. */
function stillNew(suspects: readonly Suspect[], findings: Findings): Suspect[] {
  return suspects.flatMap((suspect) => {
    const symptoms = findings.unexplained(suspect.pipeline, suspect.symptoms);
    if (symptoms.length === suspect.symptoms.length) return [suspect];
    return symptoms.length > 0 ? [{ ...suspect, symptoms }] : [];
  });
}

/** What has been looked into leads nowhere else. */
function withoutFirst(suspect: Suspect): Suspect[] {
  const symptoms = suspect.symptoms.slice(1);
  return symptoms.length > 0 ? [{ ...suspect, symptoms }] : [];
}

function ofDifferentKinds(suspects: readonly Suspect[]): Suspect[] {
  return [...new Map([...suspects].reverse().map((one) => [one.symptoms[0]?.kind, one])).values()].reverse();
}

/** A lane that is ended answers nothing. */
function unlessStopped(stopped: AbortSignal): (error: unknown) => undefined {
  return (error) => {
    if (!stopped.aborted) throw error;
  };
}
