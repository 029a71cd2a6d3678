import type { TripleKey } from '../baselines/layout.ts';
import { type Recorded, recordTriple } from '../baselines/store.ts';
import { composeTriples } from '../baselines/triple.ts';
import { placeImages } from '../images/place-images.ts';
import { play, type Stage, type StepResult } from '../pipeline/play.ts';
import type { Row, Suite } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { makeWorkplace, removeWorkplace } from '../pipeline/workplace.ts';
import { describeEnding } from '../process/describe-ending.ts';

export type RecordedCell =
  | { readonly kind: 'recorded'; readonly types: ReadonlyMap<string, Recorded> }
  | { readonly kind: 'skipped'; readonly reason: string };

/** Plays one case with one reference and keeps what it did. */
export async function recordCell(
  root: string,
  suite: Suite,
  row: Row,
  reference: Tool,
  scratch: string,
  stage: Stage,
  images: readonly string[],
): Promise<RecordedCell> {
  const place = makeWorkplace(scratch);
  try {
    await placeImages(images, place.work, true);
    const played = await play(row, row.steps, reference, place, stage);
    if (!played.ok) return { kind: 'skipped', reason: played.unsupported };
    const unusable = played.results.find(isUnusable);
    if (unusable) {
      throw new Error(`qemu-img ${reference.release}: ${unusable.name} ${describeEnding(unusable.ending)}`);
    }
    const triples = composeTriples(row, reference.release, played.results);
    const types = suite.outputTypes.flatMap((type) => {
      const triple = triples.get(type.name);
      if (!triple) return [];
      const key: TripleKey = {
        type: type.name,
        target: row.target,
        version: reference.release,
        stem: row.stem,
      };
      return [[type.name, recordTriple(root, key, type, row, triple)] as const];
    });
    return { kind: 'recorded', types: new Map(types) };
  } finally {
    removeWorkplace(place);
  }
}

/** Endings that say something of this run and not of the release: an exit code is the only answer that is kept. */
function isUnusable({ ending }: StepResult): boolean {
  switch (ending.kind) {
    case 'exited':
      return false;
    case 'signalled':
    case 'timed out':
    case 'too much output':
    case 'left a process behind':
    case 'cancelled':
    case 'not started':
      return true;
  }
}
