import type { Environment } from '../../cells/environment.ts';
import type { KeptFiles } from '../../cells/kept-files.ts';
import type { Outcome, Product, Reading } from '../../cells/product.ts';
import { type Production, SharedWork } from '../../cells/shared-work.ts';
import type { Twin } from '../../cells/twin.ts';
import type { Difference } from '../../comparison/difference.ts';
import { succeeded } from '../../pipeline/play.ts';
import { type Row, stepsOf } from '../../pipeline/row.ts';
import type { Tool } from '../../pipeline/tool.ts';
import type { WorkOfReferences } from './work-of-references.ts';

/**
 * The work of one candidate in a row that starts no reference for what one has done or said for a candidate before.
 * All that is the candidate's is done, and looked at, as ever.
 */
export class SparingWork extends SharedWork {
  readonly #references: WorkOfReferences;

  constructor(
    environment: Environment,
    kept: KeptFiles,
    twin: Twin | undefined,
    references: WorkOfReferences,
  ) {
    super(environment, kept, twin);
    this.#references = references;
  }

  override async produce(row: Row, production: Production): Promise<Outcome> {
    const { player, builder, isCandidate } = production;
    if (!isCandidate || !builder || stepsOf(row, 'fixture').length === 0)
      return super.produce(row, production);
    const fixture = await this.#references.fixture(row, builder);
    // What cannot be built is told by whoever builds it.
    if ('unsupported' in fixture || !fixture.results.every(succeeded)) return super.produce(row, production);
    return this.playOn(row, player, fixture);
  }

  override async read(row: Row, product: Product, reader: Tool, isCandidate: boolean): Promise<Reading> {
    const read = () => super.read(row, product, reader, isCandidate);
    if (isCandidate || product.noRoom !== undefined || product.observed) return read();
    return this.#ask(row, product, reader, 'what it observes', read, leftAlone);
  }

  override check(row: Row, product: Product, examiner: Tool): Promise<Difference[]> {
    const check = () => super.check(row, product, examiner);
    return this.#ask(row, product, examiner, 'what its check finds', check, () => true);
  }

  /** Also what is known is told in turn: that the candidate has changed the files meanwhile is to be seen. */
  async #ask<T>(
    row: Row,
    product: Product,
    tool: Tool,
    what: string,
    ask: () => Promise<T>,
    holdsForOthers: (answer: T) => boolean,
  ): Promise<T> {
    const question = await this.inTurn(product, () => this.#references.question(row, product, tool, what));
    if (question === undefined) return ask();
    const known = this.#references.answerTo<T>(question);
    if (known !== undefined) return known;
    const answer = await ask();
    if (holdsForOthers(answer)) this.#references.remember(question, answer);
    return answer;
  }
}

function leftAlone(reading: Reading): boolean {
  return reading.kind === 'read' && reading.touched.length === 0;
}
