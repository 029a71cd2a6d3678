import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildFixture, type Fixture } from '../../cells/build-fixture.ts';
import { contentsOf, digestOf } from '../../cells/digest.ts';
import type { Workshop } from '../../cells/environment.ts';
import type { Product } from '../../cells/product.ts';
import { stateOf } from '../../files/look.ts';
import { type Row, rowKey, stepsOf } from '../../pipeline/row.ts';
import type { Tool } from '../../pipeline/tool.ts';
import { makeWorkplace, strayFiles } from '../../pipeline/workplace.ts';

/** Up to this size, bytes, a product's files are read to see whether they are known; a program reads no more of them. */
const SMALL = 4 * 2 ** 20;

/**
 * What references do for one faulty candidate after the other, done once: a fixture is the same for all of them, and of
 * equal files a program says the same.
 */
export class WorkOfReferences {
  readonly #workshop: Workshop;
  readonly #fixtures = new Map<string, ReturnType<typeof buildFixture>>();
  readonly #answers = new Map<string, unknown>();

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
  }

  /** The fixture of a row, for copies. */
  fixture(row: Row, builder: Tool): Promise<Fixture | { readonly unsupported: string }> {
    const key = [rowKey(row), ...Object.keys(row.files), builder.program].join(' ');
    const known = this.#fixtures.get(key);
    if (known) return known;
    const place = makeWorkplace(this.#workshop.scratch, row.files);
    const built = buildFixture(row, builder, place, this.#workshop);
    this.#fixtures.set(key, built);
    return built;
  }

  /**
   * What a reference is asked and who it is, with the content of the files that it is asked about; undefined where these
   * are too large to be read for it, or are no files, or where something lies beside them.
   */
  async question(row: Row, { place }: Product, tool: Tool, what: string): Promise<string | undefined> {
    if (strayFiles(place).length > 0) return undefined;
    const states = readdirSync(place.work).map((name) => stateOf(join(place.work, name)));
    if (!states.every((state) => state?.isFile() && state.size <= SMALL)) return undefined;
    const digest = digestOf(await contentsOf(place.work));
    return JSON.stringify([what, rowKey(row), stepsOf(row, 'observe'), tool.program, digest]);
  }

  answerTo<T>(question: string): T | undefined {
    return this.#answers.get(question) as T | undefined;
  }

  /** @param answer of a program that has left the files as they were */
  remember(question: string, answer: unknown): void {
    this.#answers.set(question, answer);
  }
}
