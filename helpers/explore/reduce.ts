import { nameFiles } from '../pipeline/name-files.ts';
import type { Operation } from '../pipeline/operation.ts';
import { parseSize, sizeOf } from '../pipeline/size.ts';
import { fitSizes } from './fit-sizes.ts';
import type { Generated } from './generated.ts';
import { isSound } from './sound.ts';

/** How many are tried side by side: of those that show it, the first counts. */
const AT_ONCE = 3;

/** What sizes are tried as, simplest first. */
const SIMPLE_SIZES = ['1M', '4M', '512', '0'];

/**
 * Makes a pipeline as small as it can be while it shows something: operation by operation, then option by option, then
 * size by size, as often as there is something to leave out.
 *
 * @param shows whether a smaller one does
 * @param isOver asked before each; then the smallest so far stays
 */
export async function reduce(
  whole: Generated,
  shows: (pipeline: Generated) => Promise<boolean>,
  isOver: () => boolean,
): Promise<Generated> {
  const tried = new Set([JSON.stringify(whole)]);
  let smallest = whole;
  for (let next: Generated | undefined = whole; next !== undefined; ) {
    smallest = next;
    next = undefined;
    const candidates = untried(smallest, tried);
    while (next === undefined) {
      if (isOver()) return smallest;
      const some = take(candidates, AT_ONCE);
      if (some.length === 0) break;
      const answers = await Promise.all(some.map(shows));
      next = some.find((_, index) => answers[index]);
    }
  }
  return smallest;
}

/** Smaller pipelines that hold together and were not tried yet. */
function* untried(pipeline: Generated, tried: Set<string>): Generator<Generated> {
  for (const smaller of smallerOnes(pipeline)) {
    const candidate = isSound(smaller) ? fitSizes(smaller) : undefined;
    const key = JSON.stringify(candidate);
    if (candidate === undefined || tried.has(key)) continue;
    tried.add(key);
    yield candidate;
  }
}

function take<T>(from: Iterator<T>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const { value, done } = from.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

/** Everything that is a step smaller, the largest steps first. */
function* smallerOnes(pipeline: Generated): Generator<Generated> {
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
  const [, base] = /(?:^|,)backing_file=([^,]+)/.exec(options.join(',')) ?? [];
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
