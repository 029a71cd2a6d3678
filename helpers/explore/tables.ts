import type { Format } from '../pipeline/formats.ts';
import type { Operation } from '../pipeline/operation.ts';
import type { Comparison, OnRejection, Row, Suite } from '../pipeline/row.ts';

/** Operations by their names, but for `write`, which only builds fixtures. */
export type OperationName = Exclude<Operation['op'], 'write'>;

/**
 * What the tables of all suites have: the values that generated pipelines are put together from. What is added to a
 * table is explored without more code. Plain data, since the processes that play get it from the one that has read the
 * suites.
 */
export interface Tables {
  /** operations that a case has under test, by suite */
  readonly operations: readonly OperationName[];
  /** formats that an operation is tried on: of the image that it writes, or else reads */
  readonly formats: Readonly<Partial<Record<OperationName, readonly Format[]>>>;
  /** options of a new image by its format, as one `-o` takes them: of create, convert and measure alike */
  readonly options: Readonly<Partial<Record<Format, readonly string[]>>>;
  /** options that an image is amended with */
  readonly amended: readonly string[];
  /** sizes of images, and what they are resized to, in qemu's grammar */
  readonly sizes: readonly string[];
  /** of resize; undefined: the flag is left out */
  readonly preallocations: readonly (string | undefined)[];
  /** of a bitmap; undefined: the flag is left out */
  readonly granularities: readonly (string | undefined)[];
  /** what is done to bitmaps at a time */
  readonly bitmapActions: readonly Extract<Operation, { op: 'bitmap' }>['actions'][];
  /** how the output of an operation is judged, by {@link outputKey} */
  readonly comparisons: Readonly<Record<string, Comparison>>;
  /** rules for formats that no reference resizes: what is behind the guest's data, by the options of the image */
  readonly resized: Readonly<
    Partial<Record<Format, readonly { readonly options: readonly string[]; readonly footer: number }[]>>
  >;
}

/** `info json`: what an operation prints, and for whom. */
export function outputKey(operation: Operation): string {
  return 'output' in operation && operation.op !== 'dd' && operation.op !== 'convert'
    ? `${operation.op} ${operation.output}`
    : operation.op;
}

/** The format that an operation is about: of the image that it writes, or else reads; undefined where it probes. */
export function formatOfOperation(operation: Operation): Format | undefined {
  switch (operation.op) {
    case 'dd':
    case 'convert':
      return operation.outputFormat;
    case 'measure':
      return operation.target;
    case 'compare':
      return operation.a.format;
    case 'info':
    case 'map':
      return operation.holds;
    default:
      return operation.format;
  }
}

/** Reads the tables of all suites. */
export function readTables(suites: readonly Suite[]): Tables {
  const rows = suites.flatMap((suite) => suite.rows).filter(({ image }) => image?.safety !== 'malicious');
  const steps = rows.flatMap((row) => row.steps);
  const operations = steps.map(({ operation }) => operation);
  const of = <Op extends Operation['op']>(op: Op) =>
    operations.filter((operation): operation is Extract<Operation, { op: Op }> => operation.op === op);
  return {
    operations: unique(
      rows.flatMap(({ steps: own, suite }) =>
        own.flatMap(({ role, operation: { op } }) =>
          role !== 'fixture' && op !== 'write' && op === suite ? [op] : [],
        ),
      ),
    ),
    formats: grouped(operations, (operation) => {
      const format = formatOfOperation(operation);
      return operation.op === 'write' || format === undefined ? undefined : [operation.op, format];
    }),
    options: grouped(
      [...of('create'), ...of('convert'), ...of('measure')].flatMap((operation) =>
        operation.options
          .filter((option) => !option.startsWith('backing_'))
          .map((option) => [formatOfOperation(operation) as Format, option] as const),
      ),
      (pair) => pair,
    ),
    amended: unique(of('amend').flatMap(({ options }) => options)),
    sizes: unique([
      ...of('create').map(({ size }) => size),
      ...of('measure').flatMap(({ input }) => ('size' in input ? [input.size] : [])),
      ...of('resize').map(({ end }) => end.replace(/^[+-]/, '')),
    ]),
    preallocations: unique([undefined, ...of('resize').map(({ preallocation }) => preallocation)]),
    granularities: unique([undefined, ...of('bitmap').map(({ granularity }) => granularity)]),
    bitmapActions: uniqueBy(
      of('bitmap').map(({ actions }) => actions),
      (actions) => JSON.stringify(actions),
    ),
    comparisons: Object.fromEntries(
      rows.flatMap((row) =>
        row.outputs.flatMap(({ type, step }) => {
          const observed = row.steps.find(({ name }) => name === step);
          return observed ? [[outputKey(observed.operation), type.comparison]] : [];
        }),
      ),
    ),
    resized: resizedByRule(rows),
  };
}

/** Of rows that may be judged by the new size: the format, with its options and its footer. */
function resizedByRule(rows: readonly Row[]): Tables['resized'] {
  const isBySize = (rule: OnRejection) => rule.kind === 'requested size';
  return grouped(
    rows.filter(({ onRejection }) => isBySize(onRejection)),
    (row) => {
      const { onRejection, steps } = row;
      const created = steps.map(({ operation }) => operation).find(({ op }) => op === 'create');
      if (onRejection.kind !== 'requested size' || created?.op !== 'create') return undefined;
      return [created.format, { options: created.options, footer: onRejection.size.footer }];
    },
  );
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

/** Lists by key, in the order of their first appearance, each value once. */
function grouped<Item, Key extends string, Value>(
  items: readonly Item[],
  pairOf: (item: Item) => readonly [Key, Value] | undefined,
): Partial<Record<Key, Value[]>> {
  const lists = new Map<Key, Map<string, Value>>();
  for (const item of items) {
    const pair = pairOf(item);
    if (pair === undefined) continue;
    const [key, value] = pair;
    const list = lists.get(key) ?? new Map<string, Value>();
    list.set(JSON.stringify(value), value);
    lists.set(key, list);
  }
  return Object.fromEntries([...lists].map(([key, list]) => [key, [...list.values()]])) as Partial<
    Record<Key, Value[]>
  >;
}
