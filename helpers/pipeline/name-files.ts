import type { Format } from './formats.ts';
import type { Operation } from './operation.ts';

/** Gives a file of an operation another name. @param format what it holds, where the case knows */
export type Naming = (file: string, format: Format | undefined) => string;

/** The same operation on files of other names; what its options name stays as it is. */
export function nameFiles(operation: Operation, naming: Naming): Operation {
  switch (operation.op) {
    case 'create':
    case 'resize':
    case 'amend':
    case 'bitmap':
    case 'snapshot':
    case 'write':
      return { ...operation, file: naming(operation.file, operation.format) };
    case 'info':
    case 'map':
      return { ...operation, file: naming(operation.file, operation.holds) };
    case 'check':
      return named(operation, naming);
    case 'compare':
      return { ...operation, a: named(operation.a, naming), b: named(operation.b, naming) };
    case 'measure': {
      const { input } = operation;
      return 'size' in input
        ? operation
        : { ...operation, input: { ...input, file: naming(input.file, input.holds) } };
    }
    case 'commit': {
      const { file, base, format } = operation;
      const below = base === undefined ? {} : { base: naming(base, format) };
      return { ...operation, file: naming(file, format), ...below };
    }
    case 'rebase': {
      const { file, format, backing } = operation;
      const below = backing && { ...backing, file: naming(backing.file, backing.format) };
      return { ...operation, file: naming(file, format), backing: below };
    }
    case 'convert':
    case 'dd': {
      const { input, inputFormat, output, outputFormat } = operation;
      return { ...operation, input: naming(input, inputFormat), output: naming(output, outputFormat) };
    }
  }
}

/** The same image under another name. */
export function named<T extends { readonly file: string; readonly format?: Format; readonly holds?: Format }>(
  image: T,
  naming: Naming,
): T {
  return { ...image, file: naming(image.file, image.format ?? image.holds) };
}
