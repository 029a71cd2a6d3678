import type { Format } from '../../helpers/pipeline/formats.ts';

// Every image is compared with itself; a safe one also with its raw conversion and with an image of other content.

/** The other one, and the one for the other itself: of different sizes, both small. */
export const OTHERS = ['qcow2-v3', 'raw-data'] as const;

/**
 * Images of more than 8 GiB, which no file may have (PARITY_FILE_LIMIT): they are converted to qcow2, whose size is that
 * of the data.
 */
const TOO_LONG_FOR_RAW = [
  'hyperv-dynamic-vhd',
  'parallels-with-bitmap',
  'qcow2-large-virtual',
  'virtualpc-vhd',
  'vmdk-v3',
];

/** What an image is converted to. */
export function conversionOf(id: string): Format {
  return TOO_LONG_FOR_RAW.includes(id) ? 'qcow2' : 'raw';
}
