import { type Driver, driverOf, FORMATS, type Format } from './formats.ts';
import type { Operation } from './operation.ts';
import type { Row } from './row.ts';

/** Compressions of qcow2 that are left out of a program which was built without their library. */
export const COMPRESSIONS = ['zstd'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** What one build of a release may have and another may lack: a block driver, or a compression. */
export type Feature = Driver | Compression;

/** Every feature that a case may need. */
export const FEATURES: readonly Feature[] = [...FORMATS.map(driverOf), ...COMPRESSIONS];

/** As a sentence names it: `parallels driver`, `zstd`. */
export function featureName(feature: Feature): string {
  return COMPRESSIONS.some((each) => each === feature) ? feature : `${feature} driver`;
}

/** Everything that a program has to be built with to play a row, whatever it then answers. */
export function featuresOf({ steps, image }: Row): Feature[] {
  const ofSteps = steps.flatMap(({ operation }) => [
    ...formatsOf(operation).map(driverOf),
    ...compressionsOf(operation),
  ]);
  return [...new Set([...ofSteps, ...(image?.needs ?? [])])];
}

/** Of what a row needs, the first that a build lacks. */
export function lackOf(lacks: readonly Feature[], row: Row): Feature | undefined {
  // Few builds lack anything.
  return lacks.length === 0 ? undefined : featuresOf(row).find((feature) => lacks.includes(feature));
}

/** The formats that an operation names; what it finds in a file by itself is for the row's image to say. */
function formatsOf(operation: Operation): readonly Format[] {
  switch (operation.op) {
    case 'create':
    case 'resize':
    case 'commit':
    case 'check':
    case 'write':
      return [operation.format];
    case 'measure':
      return [operation.target];
    case 'dd':
      return [operation.inputFormat, operation.outputFormat];
    case 'compare':
      return [operation.a.format, operation.b.format];
    case 'info':
      return [];
  }
}

function compressionsOf(operation: Operation): Compression[] {
  if (operation.op !== 'create' && operation.op !== 'measure') return [];
  const options = operation.options.flatMap((option) => option.split(','));
  return COMPRESSIONS.filter((each) => options.includes(`compression_type=${each}`));
}
