import type { Expectation } from '../baselines/expectation.ts';
import { imageFixture } from '../images/unpacked-images.ts';
import { lackOf, lackText } from '../pipeline/feature.ts';
import { type StepResult, succeeded } from '../pipeline/play.ts';
import { imageIds, type Row, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { baselinesOf, type Cell } from './cell.ts';
import type { Environment } from './environment.ts';
import { type Judged, judgeProduct } from './judge-product.ts';
import type { Product } from './product.ts';
import { said } from './said.ts';
import type { SharedWork } from './shared-work.ts';
import { Spoilt } from './spoilt.ts';
import { skipped, unusable, type Verdict } from './verdict.ts';

/** The verdict on a cell, and the product that it was made from, where there is one. */
export interface Verified {
  readonly verdict: Verdict;
  readonly product?: Product;
  /** the candidate's product of the same case on images with data */
  readonly second?: Product | undefined;
  /** a release other than the cell's own that built the fixture, and why */
  readonly builtBy?: string;
}

/** Plays one case with the candidate and holds what it did against what one release did. */
export async function verifyCell(cell: Cell, expected: Expectation, work: SharedWork): Promise<Verified> {
  const { row, version } = cell;
  const hindrance = await whatHinders(cell, expected, work.environment);
  if (hindrance) return { verdict: hindrance };
  const candidate = work.environment.candidate(version);
  const builder = work.environment.builder(row, version);
  const outcome = await work.produce(row, { player: candidate, builder, isCandidate: true });
  if (outcome.kind === 'unsupported') return { verdict: skipped(outcome.reason) };
  const { product } = outcome;
  const verified = { product, ...borrowedBuilder(cell, builder, work.environment) };
  const broken = product.fixture.find((step) => !succeeded(step));
  if (broken) return { ...verified, verdict: brokenFixture(broken, builder) };
  const { verdict, second } = await judgeProduct({ cell, expected, candidate, product }, work).catch(
    unlessSpoilt,
  );
  return { ...verified, second, verdict: saidOf(cell, verdict) };
}

/** What the candidate has made unreadable is its own finding, whoever was to read it. */
function unlessSpoilt(error: unknown): Judged {
  if (error instanceof Spoilt) return { verdict: error.verdict };
  throw error;
}

/** Says on a verdict whose baselines it is by, where the release has none of its own. */
function saidOf({ version, judgedBy }: Cell, verdict: Verdict): Verdict {
  if (judgedBy === undefined || verdict.result === 'skipped') return verdict;
  const note = `judged by the baselines of qemu-img ${judgedBy}: ${version} has none`;
  return { ...verdict, notes: [note, ...(verdict.notes ?? [])] };
}

/** Why a cell cannot be judged, before anything is tried. */
async function whatHinders(
  cell: Cell,
  { exitCodes }: Expectation,
  environment: Environment,
): Promise<Verdict | undefined> {
  const { row, version } = cell;
  const broken = stepsOf(row, 'fixture').find(({ name }) => exitCodes.get(name) !== 0);
  if (broken)
    return skipped(`qemu-img ${baselinesOf(cell)} cannot build this fixture (${broken.name} fails)`);
  const lack = lackOf(environment.candidate(version).lacks ?? [], row);
  if (lack !== undefined) return skipped(lackText(version, lack));
  if (needsBuilder(row) && !environment.builder(row, version)) {
    return skipped('no qemu-img that could build the fixture is installed (npm run provision)');
  }
  const image = await imageFixture(imageIds(row), environment.image);
  if ('missing' in image) return skipped(image.missing);
  return 'drift' in image ? unusable(image.drift) : undefined;
}

function needsBuilder(row: Row): boolean {
  return stepsOf(row, 'fixture').length > 0;
}

function borrowedBuilder(
  { row, version }: Cell,
  builder: Tool | undefined,
  { absence }: Environment,
): Pick<Verified, 'builtBy'> {
  if (!builder || builder.release === version || !needsBuilder(row)) return {};
  return { builtBy: `qemu-img ${builder.release}: ${absence(row, version)}` };
}

function brokenFixture(step: StepResult, builder: Tool | undefined): Verdict {
  return unusable(`qemu-img ${builder?.release} could not build the fixture: ${step.name} ${said(step)}`);
}
