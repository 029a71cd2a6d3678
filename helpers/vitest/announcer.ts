import type { Reporter, Vitest } from 'vitest/node';
import type { Plan } from '../plan/plan.ts';
import { candidateName } from '../reporting/run-name.ts';
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
    if (recording) {
      print(`recording with qemu-img ${versionRanges(recordable, installed)}`);
    } else {
      print(candidateName(candidate));
      const there = installed.length === 0 ? 'none' : installed.join(' ');
      // In a self-check, releases without baselines are verified too.
      const held = verifiable.filter((release) => recorded.includes(release));
      print(`baselines of qemu-img ${held.join(' ') || '(none)'}; installed: ${there}`);
    }
    for (const problem of this.#problems) print(`note: ${problem}`);
  }
}
