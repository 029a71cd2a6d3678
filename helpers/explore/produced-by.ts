import type { Format } from '../pipeline/formats.ts';
import type { CaseImage, Operation } from '../pipeline/operation.ts';
import type { ProducedImage } from '../pipeline/row.ts';
import { backingIn } from './backing.ts';
import type { Generated } from './generated.ts';

/** The images that are there in the end and that the subject has written, each once. */
export function producedBy({ fixture, subject }: Generated): ProducedImage[] {
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
      const base = backingIn(operation.options);
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
