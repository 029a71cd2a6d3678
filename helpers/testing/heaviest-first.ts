import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Rooms whose tests take long: they play cells, start Vitest, start apt, start a browser. */
const HEAVY = ['testing', 'vitest', 'provision', 'pages'];

/**
 * Starts the test files that take longest before the others, so that none of them is left alone at the end. Vitest knows
 * which those are by its cache; a fresh clone has none, and files go by their size there, of which the shortest are the
 * longest to run (a dozen lines that try a list of faults).
 */
export class HeaviestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => weightOf(a.moduleId) - weightOf(b.moduleId));
  }
}

/** The lower, the earlier; what is equal stays in its order. */
function weightOf(path: string): number {
  const at = HEAVY.findIndex((room) => path.includes(`/helpers/${room}/`));
  return at < 0 ? HEAVY.length : at;
}
