import { nameFiles } from '../pipeline/name-files.ts';
import type { Operation } from '../pipeline/operation.ts';
import { parseSize, sizeOf } from '../pipeline/size.ts';
import { backingIn } from './backing.ts';
import type { Generated } from './generated.ts';
import { isSound } from './sound.ts';

/** What sizes are tried as, simplest first. */
const SIMPLE_SIZES = ['1M', '4M', '512', '0'];

/** Everything that is a step smaller, the largest steps first. */
export function* smallerOnes(pipeline: Generated): Generator<Generated> {
  // From the end: what is behind what goes wrong has nothing to do with it.
  yield* withoutOne(pipeline, 'subject');
  yield* withoutOne(pipeline, 'observe');
  yield* withoutOne(pipeline, 'fixture');
  for (const role of ['subject', 'fixture', 'observe'] as const) {
    for (const [index, operation] of pipeline[role].entries()) {
      for (const simpler of simplerOnes(operation)) {
        yield { ...pipeline, [role]: pipeline[role].with(index, simpler) };
      }
    }
  }
}

function* withoutOne(pipeline: Generated, role: keyof Generated): Generator<Generated> {
  for (let index = pipeline[role].length - 1; index >= 0; index--) {
    const dropped = pipeline[role][index];
    // By what is said of what was made everybody sees what is wrong.
    if (role === 'observe' && dropped?.op === 'info' && pipeline.subject.length > 0) continue;
    const left = around(dropped, {
      ...pipeline,
      [role]: pipeline[role].filter((_, other) => other !== index),
    });
    // What nobody makes any more is not looked at either.
    yield { ...left, observe: left.observe.filter((look) => isSound({ ...left, observe: [look] })) };
  }
}

/** What is left when an image is not made: what was done with it is done with what it was made of, or lay over. */
function around(dropped: Operation | undefined, left: Generated): Generated {
  if (dropped?.op === 'create') return below(dropped, left);
  if (dropped?.op !== 'dd' && dropped?.op !== 'convert') return left;
  const { input, inputFormat, output } = dropped;
  const isOfCopy = (operation: Operation) =>
    (operation.op === 'dd' || operation.op === 'convert') && operation.input === output;
  return {
    ...left,
    subject: left.subject.map((operation) =>
      isOfCopy(operation) ? ({ ...operation, input, inputFormat } as Operation) : operation,
    ),
  };
}

function below({ file, options }: Extract<Operation, { op: 'create' }>, left: Generated): Generated {
  const base = backingIn(options);
  if (base === undefined) return left;
  const instead = (operations: readonly Operation[]) =>
    operations.map((operation) => nameFiles(operation, (name) => (name === file ? base : name)));
  return {
    fixture: instead(left.fixture),
    subject: instead(left.subject),
    observe: instead(left.observe),
  };
}

/** An operation with one thing less, or a simpler size. */
function* simplerOnes(operation: Operation): Generator<Operation> {
  for (const [key, value] of Object.entries(operation)) {
    if (Array.isArray(value) && (key !== 'commands' || value.length > 1)) {
      for (let index = value.length - 1; index >= 0; index--) {
        const rest = value.filter((_, other) => other !== index);
        // Actions and amended options may not be none.
        if (rest.length > 0 || ['options', 'operands'].includes(key)) yield { ...operation, [key]: rest };
      }
      for (const [index, one] of value.entries()) {
        if (typeof one === 'string' && one.includes(',') && !one.startsWith('backing_')) {
          for (const pair of one.split(',')) yield { ...operation, [key]: value.with(index, pair) };
        }
      }
    }
    if (['compress', 'unsafe', 'shrink'].includes(key) && value === true)
      yield { ...operation, [key]: false };
    if (['preallocation', 'granularity', 'base', 'backing'].includes(key) && value !== undefined) {
      const { [key]: _, ...rest } = operation as Operation & Record<string, unknown>;
      yield rest as Operation;
    }
  }
  if (operation.op === 'create')
    for (const size of simplerSizes(operation.size)) yield { ...operation, size };
  if (operation.op === 'resize') for (const end of simplerSizes(operation.end)) yield { ...operation, end };
  if (operation.op === 'measure' && 'size' in operation.input) {
    for (const size of simplerSizes(operation.input.size)) yield { ...operation, input: { size } };
  }
}

/** Simpler than a size: those before it in the list, and the same without a sign. */
function* simplerSizes(size: string): Generator<string> {
  const at = SIMPLE_SIZES.indexOf(size);
  for (const simple of at === -1 ? SIMPLE_SIZES : SIMPLE_SIZES.slice(0, at)) yield simple;
  const plain = size.replace(/^[+-]/, '');
  if (plain !== size) yield plain;
  const bytes = parseSize(plain);
  // A large disk takes longer, and says less.
  if (at === -1 && bytes !== undefined && bytes > sizeOf('64M')) yield '64M';
}
