import { parseSize, resizedTo } from '../pipeline/size.ts';
import type { Generated } from './generated.ts';
import { writeSize } from './sizes.ts';

/**
 * A pipeline in which every resize says what its image had before, as what is left of a larger one need not do any more.
 *
 * @returns undefined where an image would shrink below nothing
 */
export function fitSizes({ fixture, subject, observe }: Generated): Generated | undefined {
  const sizes = new Map<string, bigint>();
  const fitted: Generated['subject'][number][] = [];
  for (const operation of [...fixture, ...subject]) {
    if (operation.op === 'create') sizes.set(operation.file, parseSize(operation.size) ?? 0n);
    if (operation.op === 'convert') sizes.set(operation.output, sizes.get(operation.input) ?? 0n);
    if (operation.op !== 'resize') {
      fitted.push(operation);
      continue;
    }
    const { file, end } = operation;
    const before = sizes.get(file) ?? parseSize(operation.start) ?? 0n;
    if (end.startsWith('-') && (parseSize(end.slice(1)) ?? 0n) > before) return undefined;
    sizes.set(file, resizedTo(before, end));
    fitted.push({ ...operation, start: writeSize(before) });
  }
  return { fixture: fitted.slice(0, fixture.length), subject: fitted.slice(fixture.length), observe };
}
