import { remembered } from '../files/remembered.ts';
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

/** Why the installed build of a release plays no part in a case. */
export function lackText(version: string, feature: Feature): string {
  return `this build of ${version} has no ${featureName(feature)}`;
}

/** Everything that a program has to be built with to play a row, whatever it then answers. */
export const featuresOf = remembered(({ steps, image }: Row): readonly Feature[] => {
  const ofSteps = steps.flatMap(({ operation }) => featuresOfOperation(operation));
  return [...new Set([...ofSteps, ...(image?.needs ?? [])])];
});

/** Of what a row needs, the first that a build lacks. */
export function lackOf(lacks: readonly Feature[], row: Row): Feature | undefined {
  // Few builds lack anything.
  return lacks.length === 0 ? undefined : featuresOf(row).find((feature) => lacks.includes(feature));
}

/** What an operation names; what it finds in a file by itself is for the row's image to say. */
function featuresOfOperation(operation: Operation): Feature[] {
  switch (operation.op) {
    case 'create':
    case 'amend':
      return [driverOf(operation.format), ...compressionsIn(operation.options)];
    case 'convert':
      return [driverOf(operation.outputFormat), ...compressionsIn(operation.options)];
    case 'resize':
    case 'commit':
    case 'rebase':
    case 'bitmap':
    case 'snapshot':
    case 'write':
      return [driverOf(operation.format)];
    case 'check':
      return namedIn(operation);
    case 'measure':
      return [driverOf(operation.target), ...compressionsIn(operation.options)];
    case 'dd':
      return [operation.inputFormat, operation.outputFormat].map(driverOf);
    case 'compare':
      return [operation.a, operation.b].flatMap(namedIn);
    case 'info':
    case 'map':
      return [];
  }
}

function namedIn({ format }: { readonly format?: Format }): Driver[] {
  return format === undefined ? [] : [driverOf(format)];
}

/** @param options lists of `key=value`, as `-o` takes them */
function compressionsIn(options: readonly string[]): Compression[] {
  const each = options.flatMap((option) => option.split(','));
  return COMPRESSIONS.filter((compression) => each.includes(`compression_type=${compression}`));
}
