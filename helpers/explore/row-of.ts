import type { Format } from '../pipeline/formats.ts';
import type { CaseImage, Operation } from '../pipeline/operation.ts';
import type { CaseFiles, OnRejection, Output, ProducedImage, Role, Row, Step } from '../pipeline/row.ts';
import { sizeOf } from '../pipeline/size.ts';
import type { Generated } from './generated.ts';
import { READ_WHOLE } from './sizes.ts';
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

/** Whether the disks of a pipeline are so small that what a guest reads of them is compared in time. */
export function isComparable({ steps }: Row): boolean {
  return steps.every(({ operation }) => {
    if (operation.op === 'create') return sizeOf(operation.size) <= READ_WHOLE;
    if (operation.op !== 'resize') return true;
    return operation.end.startsWith('-') || sizeOf(operation.end.replace('+', '')) <= READ_WHOLE;
  });
}

/**
 * Whether what is observed of a row's images is another once a guest has written other data: of such a row none is played
 * again on images with known data, as those would not look like the first.
 */
export function looksAtData({ steps, produces }: Row): boolean {
  const observed = steps.filter(({ role }) => role === 'observe').map(({ operation }) => operation);
  return (
    produces.length > 0 && observed.some(({ op }) => ['map', 'check', 'measure', 'compare'].includes(op))
  );
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

/** The images that are there in the end and that the subject has written, each once. */
function producedBy({ fixture, subject }: Generated): ProducedImage[] {
  const backing = new Map<string, string>();
  const formats = new Map<string, Format>();
  const made = new Map<string, ProducedImage>();
  const note = (operation: Operation, isSubject: boolean) => {
    for (const image of writtenBy(operation, backing, formats)) {
      formats.set(image.file, image.format);
      if (isSubject) made.set(image.file, image);
    }
  };
  for (const operation of fixture) note(operation, false);
  for (const operation of subject) note(operation, true);
  return [...made.values()];
}

function writtenBy(
  operation: Operation,
  backing: Map<string, string>,
  formats: ReadonlyMap<string, Format>,
): ProducedImage[] {
  switch (operation.op) {
    case 'create': {
      const [, base] = /(?:^|,)backing_file=([^,]+)/.exec(operation.options.join(',')) ?? [];
      if (base !== undefined) backing.set(operation.file, base);
      return [imageOf(operation)];
    }
    case 'dd':
      return [{ file: operation.output, format: operation.outputFormat }];
    case 'convert':
      return [
        {
          file: operation.output,
          format: operation.outputFormat,
          ...(operation.compress ? { compressed: true } : {}),
        },
      ];
    case 'commit': {
      const base = operation.base ?? backing.get(operation.file);
      const below = base === undefined ? undefined : formats.get(base);
      return [
        imageOf(operation),
        ...(base === undefined || below === undefined ? [] : [{ file: base, format: below }]),
      ];
    }
    case 'rebase':
      if (operation.backing) backing.set(operation.file, operation.backing.file);
      else backing.delete(operation.file);
      return [imageOf(operation)];
    case 'resize':
    case 'amend':
    case 'bitmap':
    case 'snapshot':
    case 'write':
      return [imageOf(operation)];
    case 'info':
    case 'measure':
    case 'map':
    case 'check':
    case 'compare':
      return [];
  }
}

function imageOf({ file, format }: CaseImage): ProducedImage {
  return { file, format };
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
