import type { BitmapAction } from '../../helpers/pipeline/operation.ts';

/** What is asked of a bitmap: `bitmap ACTION.. [-g GRANULARITY] FILE NAME`. */
export interface BitmapRequest {
  readonly bitmap: string;
  readonly actions: readonly BitmapAction[];
  readonly granularity?: string;
}

/** A qcow2 (compat=1.1), of 1M as a rule, requests that build the fixture, guest data that its bitmaps note, then the request. */
export interface BitmapCase {
  readonly name: string;
  /** of the disk, where it is not the usual one */
  readonly size?: string;
  readonly before: readonly BitmapRequest[];
  /** qemu-io command behind `before` */
  readonly seed?: string;
  readonly request: BitmapRequest;
}

export const SIZE = '1M';
export const OPTIONS = ['compat=1.1'];

const b0 = (...actions: BitmapAction[]): BitmapRequest => ({ bitmap: 'b0', actions });
const b1: BitmapRequest = { bitmap: 'b1', actions: ['add'], granularity: '131072' };
const seed = 'write -P 0xab 128k 64k';

export const cases: readonly BitmapCase[] = [
  { name: 'add-default', before: [], request: b0('add') },
  { name: 'add-granularity', before: [], request: { ...b0('add'), granularity: '131072' } },
  { name: 'add-disabled', before: [], request: b0('add', 'disable') },
  // Up to 7.2 it is lost and nothing says so but a line; from 8.0 on that is a failure.
  { name: 'add-empty-disk', size: '0', before: [], request: b0('add') },
  { name: 'disable', before: [b0('add')], request: b0('disable') },
  { name: 'enable', before: [b0('add'), b0('disable')], request: b0('enable') },
  { name: 'clear', before: [b0('add')], seed, request: b0('clear') },
  { name: 'two-bitmaps', before: [b0('add')], request: b1 },
  { name: 'remove-last', before: [b0('add')], request: b0('remove') },
  { name: 'remove-first-of-two', before: [b0('add'), b1], request: b0('remove') },
  { name: 'merge', before: [b0('add'), b1], seed, request: b0({ merge: 'b1' }) },
  { name: 'add-twice', before: [b0('add')], request: b0('add') },
  { name: 'remove-missing', before: [], request: b0('remove') },
];
