import { type Collection, readCollection } from '../baselines/collection.ts';
import { writeDerived } from '../baselines/derived.ts';
import { triplesOf } from '../baselines/layout.ts';
import { type Recorded, recordTriple } from '../baselines/store.ts';
import { composeTriples } from '../baselines/triple.ts';
import type { Json } from '../pipeline/json.ts';
import type { Row } from '../pipeline/row.ts';
import { suite } from './project/suites/tiny/tiny.ts';
import { stepResult } from './step-result.ts';
import { temporaryFolder } from './temporary.ts';

/** What a made-up release prints for a case; undefined: it refuses. */
export type Printing = (row: Row, version: string) => { readonly [field: string]: Json } | undefined;

/** Baselines of the fixture suite, written by the harness's own store but without any qemu-img. */
export class RecordedSuite {
  readonly root = temporaryFolder();
  readonly suite = suite;
  readonly type = firstOf(suite.outputTypes);

  record(versions: readonly string[], printing: Printing): Recorded[] {
    const done = versions.flatMap((version) =>
      suite.rows.map((row) => this.recordRow(row, version, printing)),
    );
    writeDerived(this.root, this.collection());
    return done;
  }

  recordRow(row: Row, version: string, printing: Printing): Recorded {
    const printed = printing(row, version);
    const results = printed
      ? [stepResult('create'), stepResult('info', { stdout: `${JSON.stringify(printed, null, 4)}\n` })]
      : [stepResult('create', { ending: { kind: 'exited', code: 1 } as const, stderr: 'qemu-img: no\n' })];
    const triple = firstOf([...composeTriples(row, version, results).values()]);
    return recordTriple(this.root, firstOf(triplesOf(row, version)), row, triple);
  }

  collection(): Collection {
    return readCollection(this.root, suite, this.type);
  }
}

export function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('nothing there');
  return first;
}
