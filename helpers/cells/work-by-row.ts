import { rowKey } from '../pipeline/row.ts';
import type { Cell } from './cell.ts';
import type { Environment } from './environment.ts';
import { KeptFiles } from './kept-files.ts';
import { Lending } from './lending.ts';
import { SharedWork } from './shared-work.ts';
import { Twin } from './twin.ts';

/**
 * The shared work of each row. Rows begin one after another, no more of them side by side than `rowsAtOnce`, and turns are
 * taken among these; so the one that was not asked for longest is done, its files go when another begins, and scratch space
 * is bounded.
 */
export class WorkByRow {
  readonly #environment: Environment;
  readonly #kept: KeptFiles;
  readonly #twins: Lending<Twin | undefined>;
  readonly #work: Lending<SharedWork>;
  /** what could not be removed, a line each */
  readonly #left: string[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
    const { rowsAtOnce } = environment;
    this.#kept = new KeptFiles(environment.kept);
    this.#twins = new Lending((twin) => twin?.clear(), rowsAtOnce);
    // References share nothing with each other, and an empty vhdx of one alone takes 64 MiB.
    this.#work = new Lending(
      (work) => void this.#left.push(...work.clear()),
      environment.selfCheck ? 0 : rowsAtOnce,
    );
  }

  /** Lends out the work of a cell's row for as long as `use` takes; in a self-check, that of one of its releases. */
  with<T>({ row, version }: Cell, use: (work: SharedWork) => Promise<T>): Promise<T> {
    const environment = this.#environment;
    const { selfCheck } = environment;
    const makeTwin = () => {
      const counterpart = selfCheck ? undefined : environment.counterpart(row);
      return counterpart && new Twin(row, counterpart, environment);
    };
    return this.#twins.with(rowKey(row), makeTwin, (twin) =>
      this.#work.with(
        selfCheck ? `${rowKey(row)} @ ${version}` : rowKey(row),
        () => new SharedWork(environment, this.#kept, twin),
        use,
      ),
    );
  }

  /** @returns what a candidate has made that could not be removed, a line each */
  close(): readonly string[] {
    this.#work.close();
    this.#twins.close();
    return this.#left;
  }
}
