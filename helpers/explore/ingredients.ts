import type { Operation } from '../pipeline/operation.ts';
import type { Generated } from './generated.ts';

/**
 * What a pipeline has in it that may be why something goes wrong: what is done to which formats, by whom, with which
 * options and flags. Not the sizes, which hardly two pipelines share, nor the values of options.
 */
export function ingredientsOf({ fixture, subject, observe }: Generated): ReadonlySet<string> {
  const roles = Object.entries({ fixture, subject, observe });
  return new Set(
    roles.flatMap(([role, operations]) =>
      operations.flatMap((operation) => partsOf(operation).map((part) => `${role} ${operation.op} ${part}`)),
    ),
  );
}

/** Whether one has all that another has. */
export function contains(all: ReadonlySet<string>, some: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one));
}

function partsOf(operation: Operation): string[] {
  return Object.entries(operation).flatMap(([name, value]: [string, unknown]): string[] => {
    if (name === 'op') return [''];
    if (value === undefined || value === false) return [];
    if (name.toLowerCase().endsWith('format') || name === 'target') return [`${name}=${value}`];
    if (name === 'options' || name === 'operands') return keysIn(value as readonly string[]);
    if (name === 'commands') return ['data'];
    if (name === 'end') return [/^[+-]/.exec(String(value))?.[0] ?? ''];
    if (name === 'preallocation') return [`${name}=${value}`];
    if (name === 'action' || name === 'actions')
      return [`${name}=${JSON.stringify(value).replaceAll(/"\w+"(?=[}])/g, '')}`];
    if (name === 'input' && typeof value === 'object') return [`${name}=${Object.keys(value as object)}`];
    // Files are called for what they are, and sizes are left out.
    return typeof value === 'string' && name !== 'output' ? (name === 'base' ? [name] : []) : [name];
  });
}

function keysIn(options: readonly string[]): string[] {
  return options.flatMap((option) => option.split(',')).map((pair) => pair.split('=', 1)[0] ?? '');
}
