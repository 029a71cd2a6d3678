/**
 * Formats by the word of the case tables, which is also the folder of their baselines. qemu-img names them after its
 * block drivers, which differs for one: VHD is `vpc`, for Virtual PC.
 */
export const FORMATS = [
  'bochs',
  'cloop',
  'dmg',
  'luks',
  'parallels',
  'qcow',
  'qcow2',
  'qed',
  'raw',
  'vdi',
  'vhd',
  'vhdx',
  'vmdk',
] as const;

export type Format = (typeof FORMATS)[number];

/** Formats that `qemu-img check` can check, of those that are produced; for others it exits with 63 (qemu-img(1)). */
const CHECKED: readonly Format[] = ['parallels', 'qcow2', 'qed', 'vdi', 'vhdx', 'vmdk'];

export function hasCheck(format: Format): boolean {
  return CHECKED.includes(format);
}

/** A format as qemu-img, and tools with its command line, name it. */
export type Driver = Exclude<Format, 'vhd'> | 'vpc';

export function driverOf(format: Format): Driver {
  return format === 'vhd' ? 'vpc' : format;
}

export function formatOf(driver: Driver): Format {
  return driver === 'vpc' ? 'vhd' : driver;
}
