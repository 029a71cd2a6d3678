import type { Reporter, TestProject } from 'vitest/node';

/**
 * Tells the workers when the time of a run is over, if it has a limit. In watch mode each run has as much: what is
 * provided when a run starts is what its workers get.
 */
export class Deadline implements Reporter {
  readonly #project: Pick<TestProject, 'provide'>;
  readonly #limit: number | undefined;

  /** @param limit milliseconds of a run */
  constructor(project: Pick<TestProject, 'provide'>, limit: number | undefined) {
    this.#project = project;
    this.#limit = limit;
  }

  onTestRunStart(): void {
    if (this.#limit !== undefined) this.#project.provide('parityDeadline', Date.now() + this.#limit);
  }
}
