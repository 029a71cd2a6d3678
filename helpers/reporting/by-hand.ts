import { baselinesOf, type Cell } from '../cells/cell.ts';
import { isFailure, type Judgement } from '../cells/verdict.ts';
import type { Verified } from '../cells/verify-cell.ts';
import type { Plan } from '../plan/plan.ts';
import type { Tools } from '../plan/tools.ts';
import { reproduction, settingsOfRun } from './reproduce.ts';
import { secondReproduction } from './reproduce-second.ts';

/**
 * The commands that show by hand what is wrong in a failed cell: in the case, on images with data, or in both.
 *
 * @param recorded releases that the suite has baselines of
 */
export function byHand(
  cell: Cell,
  verified: Verified,
  {
    tools,
    plan,
    recorded,
  }: { readonly tools: Tools; readonly plan: Plan; readonly recorded: readonly string[] },
): string[] {
  const { row, version } = cell;
  const candidate = tools.candidate(version);
  const site = { root: plan.settings.root, settings: settingsOfRun(plan) };
  const failed = failuresIn(verified);
  const players = {
    builder: tools.builder(row, version),
    candidate,
    reference: tools.reader(row, baselinesOf(cell), recorded),
    checker: failed.some(({ reader }) => reader === 'check') ? tools.builder(row, version) : undefined,
  };
  const first = reproduction(cell, players, site);
  const counterpart = tools.counterpart(row);
  if (!counterpart || !failed.some(({ onData }) => onData)) return first;
  const second = secondReproduction(cell, candidate, counterpart, site);
  return isOfSecondPlay(verified) ? second : [...first, '# and on images with data', ...second.slice(1)];
}

/** Whether nothing is wrong but what the candidate made of images with data. */
export function isOfSecondPlay(verified: Verified): boolean {
  return verified.second !== undefined && failuresIn(verified).every(({ onData }) => onData);
}

function failuresIn({ verdict }: Verified): Judgement[] {
  return verdict.result === 'skipped' ? [] : verdict.judgements.filter(({ result }) => isFailure(result));
}
