import type { Operation } from '../pipeline/operation.ts';
import type { CaseFiles, OnRejection, Output, ProducedImage, Role, Row, Step } from '../pipeline/row.ts';
import type { Generated } from './generated.ts';
import { producedBy } from './produced-by.ts';
import { outputKey, type Tables } from './tables.ts';

/** The suite that generated rows are said to be of: no known divergence is of it. */
export const EXPLORED = 'explore';

/** A generated pipeline as a row, which is played and judged as a row of any suite. */
export function rowOf(pipeline: Generated, tables: Tables, title: string): Row {
  const { fixture, subject } = pipeline;
  const steps = stepsOf(pipeline);
  const made = producedBy(pipeline);
  return {
    suite: EXPLORED,
    target: EXPLORED,
    stem: title,
    title,
    parameters: {},
    files: filesOf([...fixture, ...subject], made),
    steps,
    outputs: outputsOf(steps, tables),
    produces: made,
    // What lies over a vmdk that has changed cannot be read any more: the content id is another.
    sameContent: made.filter(({ file, format }) => format !== 'vmdk' || !isCommitted(file, subject)),
    onRejection: ruleFor(pipeline, tables),
  };
}

function isCommitted(file: string, subject: readonly Operation[]): boolean {
  return subject.some((operation) => operation.op === 'commit' && operation.file === file);
}

/** Steps are named for what they do, and numbered where several do the same. */
function stepsOf({ fixture, subject, observe }: Generated): Step[] {
  const roles: readonly (readonly [Role, readonly Operation[]])[] = [
    ['fixture', fixture],
    ['subject', subject],
    ['observe', observe],
  ];
  const counts = new Map<string, number>();
  return roles.flatMap(([role, operations]) =>
    operations.map((operation) => {
      const count = (counts.get(operation.op) ?? 0) + 1;
      counts.set(operation.op, count);
      return { name: count === 1 ? operation.op : `${operation.op}_${count}`, role, operation };
    }),
  );
}

function outputsOf(steps: readonly Step[], { comparisons }: Tables): Output[] {
  return steps.flatMap(({ name, role, operation }) => {
    const comparison = comparisons[outputKey(operation)];
    if (role !== 'observe' || comparison === undefined) return [];
    return [{ step: name, type: { name: `${EXPLORED}-${name}`, comparison, profileStem: 'case' } as const }];
  });
}

/** The first image that is written has the usual placeholder; the others keep their names. */
function filesOf(operations: readonly Operation[], [first]: readonly ProducedImage[]): CaseFiles {
  const names = operations.flatMap((operation) => {
    switch (operation.op) {
      case 'dd':
      case 'convert':
        return [operation.input, operation.output];
      case 'create':
        return [operation.file];
      default:
        return [];
    }
  });
  return Object.fromEntries(
    [...new Set(names)].map((name) => [name, name === first?.file ? '$FILENAME' : null] as const),
  );
}

/** A format that no reference resizes is judged by the size that was asked for, where that is all that is done to it. */
function ruleFor({ fixture, subject }: Generated, { resized }: Tables): OnRejection {
  const [only, ...others] = subject;
  const rules = only?.op === 'resize' ? resized[only.format] : undefined;
  if (only?.op !== 'resize' || rules === undefined || others.length > 0) return { kind: 'reject too' };
  const created = fixture.find((operation) => operation.op === 'create' && operation.file === only.file);
  const options = created?.op === 'create' ? created.options : [];
  const footer = Math.max(
    0,
    ...rules
      .filter((rule) => rule.options.every((option) => options.includes(option)))
      .map((rule) => rule.footer),
  );
  return {
    kind: 'requested size',
    size: { file: only.file, format: only.format, start: only.start, end: only.end, footer },
  };
}
