import type { Format } from '../../helpers/pipeline/formats.ts';

// Every image is compared with itself; a safe one also with its raw conversion and with an image of other content.

/** The other one, and the one for the other itself: of different sizes, both small. */
export const OTHERS = ['qcow2-v3', 'raw-data'] as const;

/**
 * Images of more than 8 GiB, which no file may have (PARITY_FILE_LIMIT), are converted to a format whose files are as
 * long as the data: to the one that is compared in less than a second (measured; others take up to minutes).
 */
const TOO_LONG_FOR_RAW: ReadonlyMap<string, Format> = new Map([
  ['hyperv-dynamic-vhd', 'qcow2'],
  ['parallels-with-bitmap', 'qcow2'],
  ['qcow2-large-virtual', 'qcow2'],
  ['virtualpc-vhd', 'qcow2'],
  ['vmdk-v3', 'vmdk'],
]);

/** What an image is converted to. */
export function conversionOf(id: string): Format {
  return TOO_LONG_FOR_RAW.get(id) ?? 'raw';
}
