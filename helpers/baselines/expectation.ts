import { join } from 'node:path';
import stableStringify from 'fast-json-stable-stringify';
import type { OutputType, Row } from '../pipeline/row.ts';
import { tripleFiles } from './collection.ts';
import { type TripleKey, triplesOf } from './layout.ts';
import { type Recording, safetiesOf } from './recording.ts';
import { restorable } from './restorable.ts';
import { readTriple, type Stored } from './store.ts';
import { readSums } from './sums.ts';
import { exitCodes, stderrByStep } from './triple.ts';

/** What a release did in one case: all that verifying asks of the baselines. */
export interface Expectation {
  /** step -> exit code; a step that did not run, since one before it failed, is not in it */
  readonly exitCodes: ReadonlyMap<string, number>;
  /** what each observed step printed, by the kind of baseline; empty where the case was refused */
  readonly outputs: ReadonlyMap<OutputType, string>;
  /** step -> what it said on standard error */
  readonly stderr: ReadonlyMap<string, string>;
}

/**
 * Reads what is recorded of a case at a release, or says why there is nothing to compare with, and what mends that.
 *
 * @param storedAt reads one of its baselines
 */
export function readExpectation(
  root: string,
  row: Row,
  version: string,
  storedAt: (key: TripleKey) => Stored = (key) => readTriple(root, key),
): { readonly expectation: Expectation } | { readonly problem: string; readonly mend: Recording } {
  const mend: Recording = { kind: 'record', suite: row.suite, releases: [version], ...safetiesOf(row) };
  const outputs = new Map<OutputType, string>();
  let codes: Expectation['exitCodes'] | undefined;
  let stderr: Expectation['stderr'] = new Map();
  for (const key of triplesOf(row, version)) {
    const { type } = key;
    const stored = storedAt(key);
    if (stored.kind !== 'whole') {
      const what =
        stored.kind === 'absent'
          ? `nothing is recorded for ${type.name} at ${version}`
          : `${stored.file}: ${stored.problem}`;
      const sums = readSums(join(root, type.name));
      const before = restorable(root, type.name, tripleFiles(row, version), sums);
      return { problem: what, mend: { ...mend, ...before } };
    }
    outputs.set(type, stored.triple.stdout);
    const own = exitCodes(stored.triple.meta);
    if (codes !== undefined && stableStringify([...codes]) !== stableStringify([...own])) {
      return { problem: `the baselines of one play end differently, ${type.name} and another`, mend };
    }
    codes = own;
    stderr = stderrByStep(stored.triple);
  }
  return { expectation: { exitCodes: codes ?? new Map(), outputs, stderr } };
}
