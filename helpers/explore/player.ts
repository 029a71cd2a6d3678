import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { importBuilt } from '../bundling/import-built.ts';
import { CandidatePatience } from '../cells/patience.ts';
import { RoomPatience } from '../cells/room-patience.ts';
import { Surroundings } from '../cells/surroundings.ts';
import { Turns } from '../cells/turns.ts';
import { loadDialect } from '../dialects/finding/load-dialect.ts';
import type { Import } from '../files/own-import.ts';
import { unpackedImages } from '../images/unpacked-images.ts';
import type { Dialect } from '../pipeline/dialect.ts';
import type { Feature } from '../pipeline/feature.ts';
import { playedRow } from '../pipeline/played-row.ts';
import type { Row } from '../pipeline/row.ts';
import type { Candidate } from '../plan/plan.ts';
import { referenceTool } from '../plan/tools.ts';
import { limitFileSize } from '../process/starters.ts';
import type { Reference } from '../references/reference.ts';
import { type Found, findingOf } from './finding.ts';
import { generate, type Source } from './generate.ts';
import type { Generated } from './generated.ts';
import { type Ground, judgePipeline } from './judge-pipeline.ts';
import { reduce } from './reduce.ts';
import { rowOf } from './row-of.ts';
import { type Symptom, symptomsOf, troubleOfReference } from './symptoms.ts';

/** Who is judged. */
export interface Judgee extends Pick<Candidate, 'dialect' | 'companions'> {
  readonly path: string;
  /** what an installed release was built without, where that is who is judged */
  readonly lacks: readonly Feature[];
}

/** Who is judged by whom, where, and what is generated. Plain data. */
export interface Assignment {
  readonly source: Source;
  readonly reference: Reference;
  readonly candidate: Judgee;
  /** folder of the dialect modules */
  readonly dialects: string;
  /** scratch directory of the run; each lane has a folder in it, which is called as here */
  readonly scratch: string;
  readonly lanes: readonly string[];
  readonly fixtures: string;
  /** milliseconds that a step may take */
  readonly timeLimit: number;
  /** bytes that a file may be long which a step writes */
  readonly fileLimit: number;
}

/** What came of a pipeline. */
export type Judged =
  | { readonly pipeline: Generated; readonly symptoms: readonly Symptom[] }
  /** why nothing can be said of it */
  | { readonly notJudged: string };

/** Generates pipelines, plays them with a reference and with the candidate, and makes smaller what shows something. */
export class Player {
  readonly #assignment: Assignment;
  readonly #ground: Ground;
  readonly #signal: AbortSignal;

  private constructor(assignment: Assignment, ground: Ground, signal: AbortSignal) {
    this.#assignment = assignment;
    this.#ground = ground;
    this.#signal = signal;
  }

  /**
   * @param lane name of the folder that is this player's alone
   * @param signal ends what is being played
   */
  static async open(
    assignment: Assignment,
    lane: string,
    signal: AbortSignal,
    load: Import = importBuilt,
  ): Promise<Player> {
    const { candidate, dialects, fileLimit } = assignment;
    await limitFileSize(fileLimit);
    const dialect = await loadDialect(candidate.dialect, dialects, load);
    return new Player(assignment, groundOf(assignment, dialect, lane, signal), signal);
  }

  /** Judges the pipeline of a number, or one that is given. */
  async judge(what: number | Generated): Promise<Judged> {
    const { source } = this.#assignment;
    const pipeline = typeof what === 'number' ? generate(source, what) : what;
    if (pipeline === undefined) return { notJudged: 'nothing can be done with what was generated' };
    const row = this.#rowOf(pipeline, typeof what === 'number' ? `pipeline ${what}` : 'pipeline');
    const verdict = await judgePipeline(row, referenceTool(this.#assignment.reference), this.#ground);
    const reason = verdict.result === 'skipped' ? verdict.reason : troubleOfReference(verdict);
    if (reason !== undefined) return { notJudged: reason };
    return { pipeline, symptoms: symptomsOf(row, verdict) };
  }

  /**
   * Makes the pipeline of a number as small as it can be while it shows something of a kind.
   *
   * @returns undefined where it shows that no more, or the player is stopped
   */
  async find(number: number, kind: string): Promise<Found | undefined> {
    const { source } = this.#assignment;
    const whole = generate(source, number);
    if (whole === undefined) return undefined;
    const shows = async (pipeline: Generated) => {
      const judged = await this.judge(pipeline);
      return 'symptoms' in judged && judged.symptoms.some((symptom) => symptom.kind === kind);
    };
    const isOver = () => this.#signal.aborted;
    const pipeline = await reduce(whole, shows, isOver);
    const last = isOver() ? undefined : await this.judge(pipeline);
    if (last === undefined || !('symptoms' in last)) return undefined;
    if (isOver() || !last.symptoms.some((symptom) => symptom.kind === kind)) return undefined;
    const known = this.#ground.dialect.knownDivergences;
    return findingOf(pipeline, last.symptoms, { found: number, state: 'smallest' }, known);
  }

  #rowOf(pipeline: Generated, title: string): Row {
    return playedRow(rowOf(pipeline, this.#assignment.source.tables, title), this.#ground.dialect);
  }
}

function groundOf(
  { candidate, reference, scratch: run, lanes, fixtures, timeLimit }: Assignment,
  dialect: Dialect,
  lane: string,
  signal: AbortSignal,
): Ground {
  const scratch = join(run, lane);
  mkdirSync(scratch, { recursive: true });
  const kept = join(scratch, 'kept');
  const tool = referenceTool(reference);
  const images = unpackedImages([], { fixtures, scratch });
  return {
    dialect,
    candidate: (release) => ({
      dialect,
      program: candidate.path,
      companions: candidate.companions ?? {},
      release,
      lacks: candidate.lacks,
    }),
    reader: () => tool,
    builder: () => tool,
    counterpart: () => tool,
    absence: () => `qemu-img ${reference.version} alone plays here`,
    selfCheck: false,
    readers: 'both',
    scratch,
    kept,
    timeLimit,
    signal,
    patience: new CandidatePatience(),
    roomPatience: new RoomPatience(),
    image: images.image,
    surroundings: new Surroundings({ scratch, run: { folder: run, suites: lanes }, kept, images }),
    rowsAtOnce: 1,
    turns: new Turns(),
  };
}
