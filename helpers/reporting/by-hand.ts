import { baselinesOf, type Cell } from '../cells/cell.ts';
import { isFailure } from '../cells/verdict.ts';
import type { Verified } from '../cells/verify-cell.ts';
import type { Reader } from '../pipeline/reader.ts';
import type { Plan } from '../plan/plan.ts';
import type { Tools } from '../plan/tools.ts';
import { reproduction, settingsOfRun } from './reproduce.ts';
import { secondReproduction } from './reproduce-second.ts';

/** The commands that show by hand what is wrong in a failed cell: in the case, on images with data, or in both. */
export function byHand(cell: Cell, verified: Verified, tools: Tools, plan: Plan): string[] {
  const { version } = cell;
  const candidate = tools.candidate(version);
  if (!candidate) return [];
  const site = { root: plan.settings.root, settings: settingsOfRun(plan) };
  const players = { builder: tools.builder(version), candidate, reference: tools.reader(baselinesOf(cell)) };
  const first = reproduction(cell, players, site);
  const { counterpart } = tools;
  if (!counterpart || !failedBy(verified).includes('compare')) return first;
  const second = secondReproduction(cell, candidate, counterpart, site);
  return isOfSecondPlay(verified) ? second : [...first, '# and on images with data', ...second.slice(1)];
}

/** Whether nothing is wrong but what the candidate made of images with data. */
export function isOfSecondPlay(verified: Verified): boolean {
  return verified.second !== undefined && failedBy(verified).every((reader) => reader === 'compare');
}

/** Who has found something wrong. */
function failedBy({ verdict }: Verified): Reader[] {
  if (verdict.result === 'skipped') return [];
  return verdict.judgements.filter(({ result }) => isFailure(result)).map(({ reader }) => reader);
}
