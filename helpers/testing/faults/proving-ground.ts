import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Expectation, readExpectation } from '../../baselines/expectation.ts';
import { recordedVersions } from '../../baselines/store.ts';
import type { Environment } from '../../cells/environment.ts';
import { KeptFiles } from '../../cells/kept-files.ts';
import { SharedWork } from '../../cells/shared-work.ts';
import { Surroundings } from '../../cells/surroundings.ts';
import { Turns } from '../../cells/turns.ts';
import { Twin } from '../../cells/twin.ts';
import type { Verdict } from '../../cells/verdict.ts';
import { verifyCell } from '../../cells/verify-cell.ts';
import qemuImg from '../../dialects/qemu-img.ts';
import { unpackedImages } from '../../images/unpacked-images.ts';
import type { Dialect } from '../../pipeline/dialect.ts';
import { playedRow } from '../../pipeline/played-row.ts';
import { imageIds, type Row, rowKey } from '../../pipeline/row.ts';
import type { Tool } from '../../pipeline/tool.ts';
import { makeScratch } from '../../plan/scratch.ts';
import { readSettings } from '../../plan/settings.ts';
import { referenceTool } from '../../plan/tools.ts';
import { sideBySide } from '../../process/side-by-side.ts';
import { installed } from '../releases.ts';
import { REPOSITORY } from '../run-vitest.ts';
import { SparingWork } from './sparing-work.ts';
import { WorkOfReferences } from './work-of-references.ts';

/** Folder of the project. */
export const ROOT = REPOSITORY;

/** Cells that are played at a time. */
const AT_A_TIME = 4;

/** The newest release that is both installed and recorded here, if there is one. */
export function newestRelease(): Tool | undefined {
  const { expectedOutputs } = readSettings(ROOT);
  const recorded = recordedVersions(expectedOutputs, 'create-info-json');
  const newest = installed.filter(({ version }) => recorded.includes(version)).at(-1);
  return newest && referenceTool(newest);
}

/** What of the environment decides where, of what and by whom fixtures are built. */
const PLACE = ['scratch', 'image', 'surroundings', 'selfCheck', 'builder'] as const;

/** What a trial may change about the environment, and about what was recorded. */
export interface Conditions extends Partial<Omit<Environment, 'candidate'>> {
  /** the release whose baselines are compared with; default: the reference's */
  readonly version?: string;
  /** changes what is recorded after it was read */
  readonly edited?: (expectation: Expectation) => Expectation;
}

/** Where candidates are judged in this process, by one installed release and its baselines, without a Vitest. */
export class ProvingGround {
  readonly reference: Tool;
  /** for launchers and the like */
  readonly folder: string;
  readonly #environment: Omit<Environment, 'candidate'>;
  readonly #expectedOutputs: string;
  readonly #twins = new Map<string, Twin>();
  readonly #references: WorkOfReferences;

  private constructor(
    reference: Tool,
    folder: string,
    environment: Omit<Environment, 'candidate'>,
    expectedOutputs: string,
  ) {
    this.reference = reference;
    this.folder = folder;
    this.#environment = environment;
    this.#expectedOutputs = expectedOutputs;
    this.#references = new WorkOfReferences(environment);
  }

  static async open(reference: Tool, rows: readonly Row[]): Promise<ProvingGround> {
    const { scratch, expectedOutputs, fixtures } = readSettings(ROOT);
    const { folder } = await makeScratch(scratch, 'leave');
    const images = unpackedImages(rows.flatMap(imageIds), { fixtures, scratch: folder });
    const environment = {
      dialect: qemuImg,
      reader: () => reference,
      builder: () => reference,
      counterpart: () => reference,
      absence: (_: Row, version: string) => `qemu-img ${version} is not installed`,
      selfCheck: false,
      readers: 'both',
      scratch: folder,
      kept: join(folder, 'kept'),
      timeLimit: 60_000,
      image: images.image,
      surroundings: new Surroundings({ scratch: folder, kept: join(folder, 'kept'), images }),
      rowsAtOnce: 2,
      turns: new Turns(),
      recorded: recordedVersions(expectedOutputs, 'create-info-json'),
      expectation: (row: Row, version: string) => {
        const read = readExpectation(expectedOutputs, row, version);
        return 'expectation' in read ? read.expectation : undefined;
      },
    } as const;
    return new ProvingGround(reference, folder, environment, expectedOutputs);
  }

  /** One for all faults that are tried in a row; they have nothing to do with what the reference does there. */
  #twin(row: Row, environment: Environment): Twin | undefined {
    const counterpart = environment.counterpart(row);
    if (!counterpart) return undefined;
    const key = [rowKey(row), ...Object.keys(row.files), counterpart.program].join(' ');
    const twin = this.#twins.get(key) ?? new Twin(row, counterpart, this.#environment);
    this.#twins.set(key, twin);
    return twin;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Judges a program in some cells. */
  async judge(
    program: string,
    rows: readonly Row[],
    conditions: Conditions = {},
  ): Promise<Map<string, Verdict>> {
    const verdicts = new Map<string, Verdict>();
    await sideBySide(rows, AT_A_TIME, async (row) => {
      verdicts.set(rowKey(row), await this.#judgeRow(program, row, conditions));
    });
    return verdicts;
  }

  async #judgeRow(program: string, asRecorded: Row, conditions: Conditions): Promise<Verdict> {
    const { version = this.reference.release, edited, ...changes } = conditions;
    const dialect: Dialect = changes.dialect ?? qemuImg;
    const row = playedRow(asRecorded, dialect);
    const candidate = (release: string): Tool => ({ dialect, program, companions: {}, release });
    const environment = { ...this.#environment, ...changes, candidate };
    const work = this.#workIn(row, environment);
    try {
      return (await verifyCell({ row, version }, this.recorded(row, edited), work)).verdict;
    } finally {
      work.clear();
    }
  }

  #workIn(row: Row, environment: Environment): SharedWork {
    const [kept, twin] = [new KeptFiles(environment.kept), this.#twin(row, environment)];
    // What is tried of a place, or of who builds there, is tried on work that is done there.
    const isElsewhere = PLACE.some((part) => environment[part] !== this.#environment[part]);
    return isElsewhere
      ? new SharedWork(environment, kept, twin)
      : new SparingWork(environment, kept, twin, this.#references);
  }

  /** What is recorded of a row at the reference's release. */
  recorded(row: Row, change: NonNullable<Conditions['edited']> = (expectation) => expectation): Expectation {
    const read = readExpectation(this.#expectedOutputs, row, this.reference.release);
    if ('problem' in read) throw new Error(read.problem);
    return change(read.expectation);
  }
}
