import type { Operation } from '../pipeline/operation.ts';
import { backingIn } from './backing.ts';
import type { Generated } from './generated.ts';

/** Whether something is done in a pipeline, and everything that is done to a file is done to one that is there. */
export function isSound({ fixture, subject, observe }: Generated): boolean {
  const there = new Set<string>();
  for (const operation of [...fixture, ...subject, ...observe]) {
    if (!filesReadBy(operation).every((file) => there.has(file))) return false;
    const made = fileMadeBy(operation);
    if (made !== undefined) there.add(made);
  }
  return subject.length + observe.length > 0 && (subject.length === 0 || observe.length > 0);
}

function fileMadeBy(operation: Operation): string | undefined {
  switch (operation.op) {
    case 'create':
      return operation.file;
    case 'dd':
    case 'convert':
      return operation.output;
    default:
      return undefined;
  }
}

function filesReadBy(operation: Operation): string[] {
  switch (operation.op) {
    case 'create':
      return [backingIn(operation.options) ?? []].flat();
    case 'dd':
    case 'convert':
      return [operation.input];
    case 'compare':
      return [operation.a.file, operation.b.file];
    case 'measure':
      return 'file' in operation.input ? [operation.input.file] : [];
    case 'rebase':
      return [operation.file, ...(operation.backing ? [operation.backing.file] : [])];
    case 'commit':
      return [operation.file, ...(operation.base === undefined ? [] : [operation.base])];
    default:
      return [operation.file];
  }
}
