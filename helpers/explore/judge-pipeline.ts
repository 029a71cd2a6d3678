import type { Expectation } from '../baselines/expectation.ts';
import type { Environment } from '../cells/environment.ts';
import { expectationOf } from '../cells/judge.ts';
import { KeptFiles } from '../cells/kept-files.ts';
import { lackedSpace } from '../cells/out-of-space.ts';
import { said } from '../cells/said.ts';
import { SharedWork } from '../cells/shared-work.ts';
import { Twin } from '../cells/twin.ts';
import type { Verdict } from '../cells/verdict.ts';
import { skipped } from '../cells/verdict.ts';
import { verifyCell } from '../cells/verify-cell.ts';
import { limitsOf, play, succeeded } from '../pipeline/play.ts';
import type { Row } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { makeWorkplace, removeWorkplace } from '../pipeline/workplace.ts';
import { hasSecondPlay } from './second-play.ts';

/** What judging needs: an environment of cells, but for what is recorded, of which there is nothing. */
export type Ground = Omit<Environment, 'expectation' | 'recorded'>;

/**
 * Judges a candidate in a generated row as in a cell: by what a reference does there just now, where a cell has what was
 * recorded.
 *
 * @returns skipped, where nothing can be said of it: the reference comes to no end, or cannot build the fixture
 */
export async function judgePipeline(row: Row, reference: Tool, ground: Ground): Promise<Verdict> {
  const played = await playedBy(row, reference, ground);
  if ('verdict' in played) return played.verdict;
  const { expectation } = played;
  const { release } = reference;
  const environment: Environment = {
    ...ground,
    recorded: [release],
    expectation: (asked, version) => (asked === row && version === release ? expectation : undefined),
  };
  const twin = hasSecondPlay(row) ? new Twin(row, reference, environment) : undefined;
  const work = new SharedWork(environment, new KeptFiles(ground.kept), twin);
  try {
    return (await verifyCell({ row, version: release }, expectation, work)).verdict;
  } finally {
    work.clear();
    twin?.clear();
  }
}

/** What the reference does, as if it had been recorded. */
async function playedBy(
  row: Row,
  reference: Tool,
  { scratch, timeLimit, signal }: Ground,
): Promise<{ readonly expectation: Expectation } | { readonly verdict: Verdict }> {
  const place = makeWorkplace(scratch, row.files);
  try {
    const played = await play(row.steps, reference, place, limitsOf(row, timeLimit, signal));
    if (!played.ok) return { verdict: skipped(played.unsupported) };
    const { results } = played;
    const name = `qemu-img ${reference.release}`;
    if (lackedSpace(results, scratch)) return { verdict: skipped('no space left in scratch') };
    const dead = results.find(({ ending }) => ending.kind !== 'exited');
    if (dead) return { verdict: skipped(`${name} comes to no end of its own: ${dead.name} ${said(dead)}`) };
    const broken = results.find((result) => result.role === 'fixture' && !succeeded(result));
    if (broken) return { verdict: skipped(`${name} cannot build this fixture (${broken.name} fails)`) };
    return { expectation: expectationOf(row, results) };
  } finally {
    removeWorkplace(place);
  }
}
