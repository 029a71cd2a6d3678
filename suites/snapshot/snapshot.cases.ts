import type { SnapshotAction } from '../../helpers/pipeline/operation.ts';

/** What a fixture is built of: snapshots that are made, and guest data that is written (a command of qemu-io). */
export type Before = { readonly snapshot: string } | { readonly write: string };

/** A qcow2 of 1M, what happened to it, then `snapshot ACTION`, or nothing, then `snapshot -l`. */
export interface SnapshotCase {
  readonly name: string;
  /** options of create, as `-o` takes them */
  readonly options?: readonly string[];
  readonly before: readonly Before[];
  readonly action: Exclude<SnapshotAction, 'list'>;
  /** ids of the snapshots that there are then: what they hold is compared as well */
  readonly left: readonly string[];
}

/** An image that is only listed. */
export interface ListCase extends Omit<SnapshotCase, 'action' | 'left'> {}

export const SIZE = '1M';

const first = { snapshot: 'first' };
const second = { snapshot: 'second' };
const data = { write: 'write -P 0x41 0 128k' };
const newer = { write: 'write -P 0x42 64k 128k' };
const newest = { write: 'write -z 0 64k' };
const two: readonly Before[] = [data, first, newer, second, newest];

export const cases: readonly SnapshotCase[] = [
  { name: 'create-first', before: [data], action: { create: 'first' }, left: ['1'] },
  { name: 'create-second', before: [data, first, newer], action: { create: 'second' }, left: ['1', '2'] },
  { name: 'create-same-name', before: [data, first, newer], action: { create: 'first' }, left: ['1', '2'] },
  {
    name: 'create-long-name',
    before: [],
    action: { create: 'a name of more than twenty signs' },
    left: ['1'],
  },
  {
    name: 'create-compat-v2',
    options: ['compat=0.10'],
    before: [data],
    action: { create: 'first' },
    left: ['1'],
  },
  {
    name: 'create-extended-l2',
    options: ['extended_l2=on,cluster_size=64k'],
    before: [data],
    action: { create: 'first' },
    left: ['1'],
  },
  { name: 'apply-first', before: two, action: { apply: 'first' }, left: ['1', '2'] },
  { name: 'apply-second', before: two, action: { apply: 'second' }, left: ['1', '2'] },
  { name: 'apply-by-id', before: two, action: { apply: '1' }, left: ['1', '2'] },
  { name: 'apply-missing', before: two, action: { apply: 'third' }, left: ['1', '2'] },
  { name: 'delete-first', before: two, action: { delete: 'first' }, left: ['2'] },
  { name: 'delete-second', before: two, action: { delete: 'second' }, left: ['1'] },
  { name: 'delete-last', before: [data, first, newer], action: { delete: 'first' }, left: [] },
  { name: 'delete-missing', before: two, action: { delete: 'third' }, left: ['1', '2'] },
];

export const listed: readonly ListCase[] = [
  { name: 'list-none', before: [data] },
  { name: 'list-two', before: two },
];
