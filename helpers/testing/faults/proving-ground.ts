import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTriple, recordedVersions } from '../../baselines/store.ts';
import type { Triple } from '../../baselines/triple.ts';
import type { Bench } from '../../cells/bench.ts';
import type { Baselines } from '../../cells/judge.ts';
import { rowKey } from '../../cells/product.ts';
import type { Verdict } from '../../cells/verdict.ts';
import { verifyCell } from '../../cells/verify-cell.ts';
import { Workshop } from '../../cells/workshop.ts';
import qemuImg from '../../dialects/qemu-img.ts';
import { imageShelf } from '../../images/image-shelf.ts';
import type { Dialect } from '../../pipeline/dialect.ts';
import type { OutputType, Row, Suite } from '../../pipeline/row.ts';
import type { Tool } from '../../pipeline/tool.ts';
import { makeScratch } from '../../plan/scratch.ts';
import { readSettings } from '../../plan/settings.ts';
import { referenceTool } from '../../plan/tools.ts';
import { sideBySide } from '../../process/side-by-side.ts';
import { discoverReferences } from '../../references/discover.ts';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Cells that are played at a time. */
const AT_A_TIME = 4;

/** The newest release that is both installed and recorded here, if there is one. */
export async function newestRelease(): Promise<Tool | undefined> {
  const { binaries, expectedOutputs } = readSettings(ROOT);
  const recorded = recordedVersions(expectedOutputs, 'create-info-json');
  const { references } = await discoverReferences(binaries);
  const newest = references.filter(({ version }) => recorded.includes(version)).at(-1);
  return newest && referenceTool(newest);
}

/** What a trial may change about the bench, and about what was recorded. */
export interface Conditions extends Partial<Omit<Bench, 'candidate'>> {
  /** the release whose baselines are compared with; default: the reference's */
  readonly version?: string;
  /** changes a baseline after it was read */
  readonly recorded?: (triple: Triple, type: OutputType) => Triple;
}

/** Where candidates are judged in this process, by one installed release and its baselines, without a Vitest. */
export class ProvingGround {
  readonly reference: Tool;
  /** for launchers and the like */
  readonly folder: string;
  readonly #suites: readonly Suite[];
  readonly #bench: Omit<Bench, 'candidate'>;
  readonly #expectedOutputs: string;

  private constructor(
    reference: Tool,
    folder: string,
    suites: readonly Suite[],
    bench: Omit<Bench, 'candidate'>,
    expectedOutputs: string,
  ) {
    this.reference = reference;
    this.folder = folder;
    this.#suites = suites;
    this.#bench = bench;
    this.#expectedOutputs = expectedOutputs;
  }

  static async open(reference: Tool, suites: readonly Suite[], rows: readonly Row[]): Promise<ProvingGround> {
    const { scratch, expectedOutputs, fixtures } = readSettings(ROOT);
    const folder = makeScratch(scratch);
    const image = imageShelf(rows, fixtures, folder);
    const bench = {
      dialect: qemuImg,
      reference: () => reference,
      builder: () => reference,
      selfCheck: false,
      readers: 'both',
      scratch: folder,
      kept: join(folder, 'kept'),
      stage: { timeLimit: 60_000 },
      image,
    } as const;
    return new ProvingGround(reference, folder, suites, bench, expectedOutputs);
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

  async #judgeRow(program: string, row: Row, conditions: Conditions): Promise<Verdict> {
    const { version = this.reference.release, recorded, ...changes } = conditions;
    const dialect: Dialect = changes.dialect ?? qemuImg;
    const candidate = (release: string): Tool => ({ dialect, program, companions: {}, release });
    const workshop = new Workshop({ ...this.#bench, ...changes, candidate });
    try {
      const baselines = this.baselines(row, recorded);
      return (await verifyCell(row, version, baselines, workshop)).verdict;
    } finally {
      workshop.clear();
    }
  }

  /** What is recorded of a row at the reference's release. */
  baselines(row: Row, change: Conditions['recorded'] = (triple) => triple): Baselines {
    const types = this.#suites.flatMap(({ command, outputTypes }) =>
      command === row.suite ? outputTypes.filter(({ name }) => name in row.outputs) : [],
    );
    return new Map(
      types.map((type) => {
        const { target, stem } = row;
        const key = { type: type.name, target, version: this.reference.release, stem };
        const stored = readTriple(this.#expectedOutputs, key, type);
        if (stored.kind !== 'whole') throw new Error(`${rowKey(row)}: the baseline is ${stored.kind}`);
        return [type, change(stored.triple, type)];
      }),
    );
  }
}
