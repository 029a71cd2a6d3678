import type { Format } from './formats.ts';
import type { Json } from './json.ts';
import { type Operation, RENDERINGS, type Rendering } from './operation.ts';
import type { Comparison, OutputType, Row } from './row.ts';

/** The rows of a table that lists its cases by format. */
export function rowsByFormat<T>(
  table: Readonly<Partial<Record<Format, readonly T[]>>>,
  rowOf: (format: Format, entry: T) => Row,
): Row[] {
  return Object.entries(table).flatMap(([format, list]) =>
    list.map((entry) => rowOf(format as Format, entry)),
  );
}

/** The two output types of a command that prints for people and for programs: `map-human` and `map-json`. */
export function renderedTypes(
  command: string,
  comparison: Readonly<Record<Rendering, Comparison>>,
): Readonly<Record<Rendering, OutputType>> {
  const typeOf = (rendering: Rendering): OutputType => ({
    name: `${command}-${rendering}`,
    comparison: comparison[rendering],
    profileStem: 'case',
  });
  return { human: typeOf('human'), json: typeOf('json') };
}

/** A case that is one command which changes nothing: what it is of, and what it is asked. */
export interface Observation {
  readonly suite: string;
  readonly target: string;
  readonly stem: string;
  readonly parameters: { readonly [key: string]: Json };
  readonly types: Readonly<Record<Rendering, OutputType>>;
  readonly operation: (output: Rendering) => Operation;
}

/** One case prints two things, so it is two rows, which differ in the rendering and in nothing else. */
export function observingRows(
  { suite, target, stem, parameters, types, operation }: Observation,
  reads: Pick<Row, 'files' | 'image'> = { files: {} },
): Row[] {
  return RENDERINGS.map((rendering) => ({
    suite,
    target,
    stem,
    title: `${stem} ${rendering}`,
    parameters,
    ...reads,
    steps: [{ name: suite, role: 'observe', operation: operation(rendering) }],
    outputs: [{ type: types[rendering], step: suite }],
    produces: [],
    onRejection: { kind: 'reject too' },
  }));
}
