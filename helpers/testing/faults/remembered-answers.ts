import { join } from 'node:path';
import { contentsOf, digestOf } from '../../cells/digest.ts';
import type { Product, Reading } from '../../cells/product.ts';
import { SharedWork } from '../../cells/shared-work.ts';
import type { Difference } from '../../comparison/difference.ts';
import { namesIn, stateOf } from '../../files/look.ts';
import type { Row } from '../../pipeline/row.ts';
import type { Tool } from '../../pipeline/tool.ts';
import { PARTS } from '../../pipeline/workplace.ts';

/** Bytes up to which content is hashed: of a larger image a reference is asked faster. */
const HASHED = 4 * 2 ** 20;

/** What references have said of products, by what these hold: of one trial for all that come after it on a ground. */
export type Answers = Map<string, Promise<Reading | Difference[]>>;

/**
 * Work in which a reference is asked once for what two candidates have made alike: most of what a faulty one makes is what the
 * real program makes.
 */
export class RememberingWork extends SharedWork {
  readonly #answers: Answers;

  constructor(answers: Answers, ...rest: ConstructorParameters<typeof SharedWork>) {
    super(...rest);
    this.#answers = answers;
  }

  override read(row: Row, product: Product, reader: Tool, isCandidate: boolean): Promise<Reading> {
    const ask = () => super.read(row, product, reader, isCandidate);
    return isCandidate ? ask() : this.#remember('read', row, product, reader, ask);
  }

  override check(row: Row, product: Product, examiner: Tool): Promise<Difference[]> {
    return this.#remember('check', row, product, examiner, () => super.check(row, product, examiner));
  }

  async #remember<T extends Reading | Difference[]>(
    what: string,
    row: Row,
    product: Product,
    { program, release }: Tool,
    ask: () => Promise<T>,
  ): Promise<T> {
    // In turn, so that what the candidate has spoilt is found as ever.
    const content = await this.inTurn(product, () => contentOf(product));
    if (content === undefined) return ask();
    const key = JSON.stringify([what, program, release, row.steps, row.produces, row.files, content]);
    const known = this.#answers.get(key) as Promise<T> | undefined;
    if (known) return known;
    const answer = await ask();
    if (isOfContent(answer, product)) this.#answers.set(key, Promise.resolve(answer));
    return answer;
  }
}

/** Whether an answer follows from what was asked of: it names no workplace, and tells of nothing that was done to one. */
function isOfContent(answer: Reading | Difference[], { place }: Product): boolean {
  if (JSON.stringify(answer).includes(place.top)) return false;
  if (Array.isArray(answer)) return true;
  return answer.kind === 'read' && answer.touched.length === 0 && answer.noRoom === undefined;
}

/** The identity of what a product holds; undefined where that is more than a few small files, and nothing beside them. */
async function contentOf({ place: { top, work } }: Product): Promise<string | undefined> {
  const beside = PARTS.filter((part) => part !== 'work').flatMap((part) => namesIn(join(top, part)));
  if (beside.length > 0 || namesIn(top).length > PARTS.length) return undefined;
  const states = namesIn(work).map((name) => stateOf(join(work, name)));
  const isSmall = states.every((state) => state?.isFile() && Number(state.size) <= HASHED);
  return isSmall && states.length > 0 ? digestOf(await contentsOf(work)) : undefined;
}
