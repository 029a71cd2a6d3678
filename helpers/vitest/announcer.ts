import type { Reporter, Vitest } from 'vitest/node';
import type { Plan } from '../plan/plan.ts';
import { runName } from '../reporting/run-name.ts';
import { versionRanges } from '../versions/ranges.ts';
import { printer } from './printer.ts';

/** The first lines of a run: who is judged, against which releases, and what is wrong with the references. */
export class Announcer implements Reporter {
  readonly #plan: Plan;
  readonly #problems: readonly string[];

  constructor(plan: Plan, problems: readonly string[]) {
    this.#plan = plan;
    this.#problems = problems;
  }

  onInit(vitest: Vitest): void {
    const { candidate, recording, recordable, recorded, verifiable, references } = this.#plan;
    const print = printer(vitest);
    const installed = references.map(({ version }) => version);
    const all = [...installed, ...recorded];
    if (recording) {
      print(`recording with qemu-img ${ranges(recordable, all)}`);
    } else {
      print(runName(this.#plan));
      const [first, second] = candidate.selfCheck
        ? [`playing qemu-img ${ranges(verifiable, all)}`, `baselines: ${ranges(recorded, all)}`]
        : [`baselines of qemu-img ${ranges(verifiable, all)}`, `installed: ${ranges(installed, all)}`];
      print(`${first}; ${second}`);
    }
    for (const problem of this.#problems) print(`note: ${problem}`);
  }
}

/** `5.2.0, 7.2.18-7.2.22 (3 releases)` */
function ranges(versions: readonly string[], all: readonly string[]): string {
  const count = versions.length > 2 ? ` (${versions.length} releases)` : '';
  return versions.length === 0 ? 'none' : versionRanges(versions, all) + count;
}
