import { type Collection, readCollection } from '../baselines/collection.ts';
import { writeDerived } from '../baselines/derived.ts';
import { triplesOf } from '../baselines/layout.ts';
import { type Recorded, recordTriple } from '../baselines/store.ts';
import { sumsIn } from '../baselines/sums.ts';
import { composeTriples } from '../baselines/triple.ts';
import type { Json } from '../pipeline/json.ts';
import type { Row } from '../pipeline/row.ts';
import { recordedCommands } from '../plan/recorded-commands.ts';
import { suite } from './project/suites/tiny/tiny.ts';
import { stepResult } from './step-result.ts';
import { temporaryFolder } from './temporary.ts';

/** What a made-up release prints for a case; undefined: it refuses. */
export type Printing = (row: Row, version: string) => { readonly [field: string]: Json } | undefined;

/** Baselines of the fixture suite, written by the harness's own store but without any qemu-img. */
export class RecordedSuite {
  readonly suite = suite;
  readonly type = firstOf(suite.outputTypes);

  readonly root: string;

  constructor(root: string = temporaryFolder()) {
    this.root = root;
  }

  record(versions: readonly string[], printing: Printing): Recorded[] {
    const sums = sumsIn(this.root);
    const done = versions.flatMap((version) =>
      suite.rows.map((row) => this.recordRow(row, version, printing, sums)),
    );
    writeDerived(this.root, this.collection(), sums.written(this.type.name));
    return done;
  }

  recordRow(row: Row, version: string, printing: Printing, sums = sumsIn(this.root)): Recorded {
    const printed = printing(row, version);
    const commands = recordedCommands(row, version);
    const argvOf = (step: string) => ({ argv: commands.get(step)?.argv ?? [] });
    const results = printed
      ? [
          stepResult('create', argvOf('create')),
          stepResult('info', { ...argvOf('info'), stdout: `${JSON.stringify(printed, null, 4)}\n` }),
        ]
      : [
          stepResult('create', {
            ...argvOf('create'),
            ending: { kind: 'exited', code: 1 } as const,
            stderr: 'qemu-img: no\n',
          }),
        ];
    const triple = firstOf([...composeTriples(row, version, results).values()]);
    return recordTriple(this.root, firstOf(triplesOf(row, version)), row, triple, sums);
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
