import type { BitmapAction, SnapshotAction } from '../../pipeline/operation.ts';

// What tools with qemu-img's command line have in common.

/** `-o a -o b`. */
export function each(flag: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [flag, value]);
}

/** `--add`, `--merge b0`. */
export function bitmapFlags(action: BitmapAction): string[] {
  return typeof action === 'string' ? [`--${action}`] : ['--merge', action.merge];
}

/** `-l`, `-c first`. */
export function snapshotFlags(action: SnapshotAction): string[] {
  if (action === 'list') return ['-l'];
  if ('create' in action) return ['-c', action.create];
  return 'apply' in action ? ['-a', action.apply] : ['-d', action.delete];
}
