import type { Format } from '../pipeline/formats.ts';
import type { KnownDivergence } from '../pipeline/known-divergence.ts';
import { matchesPattern } from '../text/pattern.ts';
import { type Generated, underTest } from './generated.ts';
import { contains, ingredientsOf } from './ingredients.ts';
import type { Symptom } from './symptoms.ts';
import { formatOfOperation, type OperationName } from './tables.ts';

/** How a finding has come about. */
export type FindingState =
  | 'smallest'
  /** the time was over before it could be made smaller */
  | 'not made smaller'
  /** played once more it showed nothing */
  | 'not seen again';

/** What was found, as it stands in explore.json. */
export interface Finding {
  /** what the smallest pipeline does last, where it goes wrong */
  readonly operation: OperationName;
  readonly format: Format | null;
  readonly symptoms: readonly Symptom[];
  /** the smallest pipeline that shows it */
  readonly pipeline: Generated;
  /** which of the generated pipelines has shown it first, counted from 1 */
  readonly found: number;
  readonly state: FindingState;
  /** number of an earlier finding in which the same operation goes wrong in the same way, in another pipeline */
  readonly alike: number | null;
  /** the reason that a known divergence gives for the same in like cases; whether it is the reason here as well, nobody knows */
  readonly maybe: string | null;
}

/** What was found, before it is among others. */
export type Found = Omit<Finding, 'alike'>;

/** Findings so far, and what they account for. */
export class Findings {
  readonly #all: { readonly finding: Finding; readonly ingredients: ReadonlySet<string> }[] = [];

  get all(): readonly Finding[] {
    return this.#all.map(({ finding }) => finding);
  }

  /** The number of the first finding, from 1, of the same operation and a kind of the same. */
  alike({ operation, symptoms }: Pick<Finding, 'operation' | 'symptoms'>): number | null {
    const index = this.all.findIndex(
      (other) => other.operation === operation && kindsOf(other).has(symptoms[0]?.kind ?? ''),
    );
    return index === -1 ? null : index + 1;
  }

  /**
   * Of what is wrong in a pipeline, what no finding accounts for yet: one does, of the same kind, if the pipeline has all in it
   * that the finding's smallest one has. So do the findings of one operation together that show it in enough pipelines.
   */
  unexplained(pipeline: Generated, symptoms: readonly Symptom[]): Symptom[] {
    const has = ingredientsOf(pipeline);
    const explaining = this.#all.filter(({ ingredients }) => contains(has, ingredients));
    const kinds = new Set(explaining.flatMap(({ finding }) => [...kindsOf(finding)]));
    const done = operationsIn(pipeline);
    const isFamiliar = (kind: string) =>
      done.some((operation) => {
        const same = this.all.filter((other) => other.operation === operation && kindsOf(other).has(kind));
        return same.length >= FORMS;
      });
    return symptoms.filter(({ kind }) => !kinds.has(kind) && !isFamiliar(kind));
  }

  /** @returns the finding, with the number of the one that it is like */
  add(fresh: Found): Finding {
    const finding = { ...fresh, alike: this.alike(fresh) };
    this.#all.push({ finding, ingredients: ingredientsOf(finding.pipeline) });
    return finding;
  }
}

/** In how many pipelines one thing is looked into: a tool that loses data in all formats has one fault, not one for each. */
const FORMS = 4;

function kindsOf({ symptoms }: Pick<Finding, 'symptoms'>): Set<string> {
  return new Set(symptoms.map(({ kind }) => kind));
}

/** What is under test in a pipeline, by name. */
function operationsIn(pipeline: Generated): string[] {
  return [...pipeline.subject, ...pipeline.observe].map(({ op }) => op);
}

/** What a pipeline has shown, as a finding. */
export function findingOf(
  pipeline: Generated,
  symptoms: readonly Symptom[],
  { found, state }: Pick<Finding, 'found' | 'state'>,
  known: readonly KnownDivergence[],
): Found {
  const last = underTest(pipeline).at(-1);
  if (last === undefined || last.op === 'write')
    throw new RangeError('a pipeline that does nothing has found something');
  const finding = {
    operation: last.op,
    format: formatOfOperation(last) ?? null,
    symptoms,
    pipeline,
    found,
    state,
  };
  return { ...finding, maybe: reasonFor(finding, known) };
}

/** What a candidate declares of cases in which the same is done to the same format, where that accounts for all that is wrong. */
function reasonFor(
  { pipeline, symptoms }: Pick<Finding, 'pipeline' | 'symptoms'>,
  known: readonly KnownDivergence[],
): string | null {
  const done = new Set<string>(operationsIn(pipeline));
  const formats = new Set<string | undefined>(
    [...pipeline.fixture, ...pipeline.subject].map(formatOfOperation),
  );
  const fitting = known.filter(
    ({ suite, target }) => done.has(suite) && (target === '_size' || target === 'raw' || formats.has(target)),
  );
  const reasons = symptoms.map(
    ({ what }) =>
      fitting.find(({ fields }) => 'path' in what && isNamed(what.path, Object.keys(fields)))?.reason,
  );
  return reasons.every((reason) => reason !== undefined) ? (reasons[0] ?? null) : null;
}

/** Whether a path is one of those of an entry, which knows nothing of the number of a step. */
function isNamed(path: string, patterns: readonly string[]): boolean {
  const plain = path.replace(/^(?:info|map|measure|check|snapshot)(?:_\d+)?: /, '').replace(/_\d+$/, '');
  return patterns.some((pattern) => matchesPattern(pattern, plain));
}
