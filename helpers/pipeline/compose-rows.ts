import type { Format } from './formats.ts';
import type { Json } from './json.ts';
import { type Operation, RENDERINGS, type Rendering } from './operation.ts';
import type { Comparison, OutputType, Row, Step } from './row.ts';

/** The rows of a table that lists its cases by format. */
export function rowsByFormat<T>(
  table: Readonly<Partial<Record<Format, readonly T[]>>>,
  rowOf: (format: Format, entry: T) => Row,
): Row[] {
  return Object.entries(table).flatMap(([format, list]) =>
    list.map((entry) => rowOf(format as Format, entry)),
  );
}

/** The output types of a command by whom it prints for: for both in most commands, for people alone in some. */
export type RenderedTypes = Readonly<Partial<Record<Rendering, OutputType>>>;

/** `map-human` and `map-json`. @param name of the command, or what stands for it @param comparison how each rendering is judged; one that there is not is left out */
export function renderedTypes(
  name: string,
  comparison: Readonly<Partial<Record<Rendering, Comparison>>>,
): RenderedTypes {
  const typeOf = (rendering: Rendering, how: Comparison): OutputType => ({
    name: `${name}-${rendering}`,
    comparison: how,
    profileStem: 'case',
  });
  const { human, json } = comparison;
  return {
    ...(human && { human: typeOf('human', human) }),
    ...(json && { json: typeOf('json', json) }),
  };
}

/** A case that is one command which changes nothing: what it is of, and what it is asked. */
export interface Observation {
  readonly suite: string;
  readonly target: string;
  readonly stem: string;
  readonly parameters: { readonly [key: string]: Json };
  readonly types: RenderedTypes;
  /** what is built beforehand, and then also observed */
  readonly fixture?: readonly Step[];
  readonly operation: (output: Rendering) => Operation;
}

/** One case prints a thing for each rendering, so it is as many rows, which differ in that and in nothing else. */
export function observingRows(
  { suite, target, stem, parameters, types, fixture = [], operation }: Observation,
  reads: Pick<Row, 'files' | 'image'> = { files: {} },
): Row[] {
  return RENDERINGS.flatMap((rendering): Row[] => {
    const type = types[rendering];
    if (type === undefined) return [];
    return [
      {
        suite,
        target,
        stem,
        title: `${stem} ${rendering}`,
        parameters,
        ...reads,
        steps: [...fixture, { name: suite, role: 'observe', operation: operation(rendering) }],
        outputs: [{ type, step: suite }],
        produces: [],
        onRejection: { kind: 'reject too' },
      },
    ];
  });
}

/** The info JSON of what a suite has produced, kept under the suite's name or another. */
export function infoType(
  command: string,
  profileStem: OutputType['profileStem'] = 'target-case',
): OutputType {
  return { name: `${command}-info-json`, comparison: 'info-json', profileStem };
}
