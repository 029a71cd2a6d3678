import type { Row, Suite } from '../../pipeline/row.ts';
import { matches } from './cells.ts';

/** Of the suites that change images in other ways, or make others of them: for faults of these. */
export const CHOSEN_FOR_WRITING = [
  'rebase/qcow2/1M-safe-to-default-parent',
  'rebase/qcow2/1M-safe-detach',
  'rebase/qcow2/1M-unsafe-to-larger-parent',
  'rebase/qcow2/1M-unsafe-detach',
  'amend/qcow2/upgrade-plain',
  'amend/qcow2/downgrade-plain',
  'amend/qcow2/lazy-on',
  'bitmap/qcow2/add-default',
  'bitmap/qcow2/add-granularity',
  'bitmap/qcow2/add-disabled',
  'bitmap/qcow2/disable',
  'bitmap/qcow2/remove-first-of-two',
  'bitmap/qcow2/remove-missing',
  'convert/raw/qcow2-overlay-unaligned__plain',
  'convert/qcow2/chain-top-qcow2__plain',
  'convert/qcow2/qcow2-overlay-unaligned__cs-4k',
  'convert/qcow2/qcow2-overlay-unaligned__compressed',
  'convert/vmdk/raw-islands__plain',
  'convert/vhd/qcow2-v3__plain',
  'snapshot/qcow2/create-second',
  'snapshot/qcow2/apply-first',
  'snapshot/qcow2/apply-missing',
  'snapshot/qcow2/delete-first',
  'snapshot/qcow2/list-two',
] as const;

/** Of the suites that ask something of images and write none: for faults of these. */
export const CHOSEN_FOR_READING = [
  'info/raw/qcow2-snapshots human',
  'info/raw/qcow2-snapshots json',
  'info/raw/qcow2-bitmaps human',
  'info/raw/qcow2-bitmaps json',
  'check/raw/qcow2-v3 human',
  'check/raw/qcow2-v3 json',
  'check/raw/qcow2-corrupt human',
  'check/raw/qcow2-corrupt json',
  'check/raw/raw-data human',
  'map/qcow2/qcow2-overlay-chain human',
  'map/qcow2/qcow2-overlay-chain json',
  'map/qcow2/qcow2-compressed json',
  'map/raw/raw-islands json',
  'compare/raw/qcow2-v3 human',
  'compare/raw/qcow2-v3__converted human',
  'compare/raw/qcow2-v3__other human',
] as const;

/**
 * The cells that faults are tried on: every suite, every target that a fault can show in, every option, what the
 * reference refuses, images with and without a backing file.
 */
export const CHOSEN = [
  'create/qcow2/1M-default',
  'create/qcow2/1G-cs-4k',
  'create/qcow2/1G-rb-8',
  'create/qcow2/1G-extended-l2',
  'create/qcow2/1G-compat-v2',
  'create/qcow2/1G-lazy-refcounts',
  'create/qcow2/1G-zstd',
  'create/vmdk/1G-stream-optimized',
  'create/vhd/64M-default',
  'create/vhd/1M-fixed',
  'create/vhdx/1G-block-16M',
  'create/raw/1M-default',
  'resize/qcow2/1M-to-64M-default',
  'resize/qcow2/64M-minus-32M-shrink',
  'resize/qcow2/64M-to-64M-noop',
  'resize/qcow2/64M-to-1M-no-shrink',
  'resize/raw/1M-plus-63M-default',
  'resize/raw/64M-to-1M-no-shrink',
  'resize/vhd/1M-to-64M-default',
  'resize/vhd/1M-to-4M-fixed',
  'resize/vhdx/1M-plus-63M-default',
  'resize/vmdk/1M-to-64M-default',
  'dd/qcow2/1M-raw-bs1000-count3-qcow2',
  'dd/raw/1M-qcow2-whole-raw',
  'dd/raw/1M-raw-bs65536-skip2-count4-raw',
  'dd/vmdk/1M-raw-whole-vmdk',
  'dd/vmdk/1M-raw-count0-vmdk',
  'commit/qcow2/1M-empty-implicit',
  'commit/qcow2/1M-seeded-explicit',
  'commit/vmdk/1M-seeded-explicit',
  'measure/_size/1M-qcow2-default human',
  'measure/_size/1G-qcow2-cs-4k json',
  'measure/qcow2/qcow2-overlay-chain__qcow2 human',
  'measure/raw/raw-islands__raw json',
  'rebase/qcow2/1M-safe-to-default-parent',
  'amend/qcow2/lazy-on',
  'bitmap/qcow2/add-default',
  'convert/raw/qcow2-overlay-unaligned__plain',
  'snapshot/qcow2/apply-first',
  'info/raw/qcow2-snapshots json',
  'check/raw/qcow2-corrupt json',
  'map/qcow2/qcow2-overlay-chain json',
  'compare/raw/qcow2-v3__other human',
] as const;

/** Enough of them for faults of single fields that `info` prints. */
export const CHOSEN_FOR_FIELDS = [
  'create/qcow2/1M-default',
  'create/qcow2/1G-compat-v2',
  'create/vmdk/1G-stream-optimized',
  'create/raw/1M-default',
  'measure/_size/1M-qcow2-default json',
] as const;

/** The same for what `info` prints of an image with a backing file. */
export const CHOSEN_WITH_BACKING = ['commit/qcow2/1M-seeded-explicit', 'create/raw/1M-default'] as const;

/** Few, for faults that take their time. */
export const CHOSEN_FOR_HANGS = [
  'create/qcow2/1M-default',
  'dd/raw/1M-qcow2-whole-raw',
  'commit/qcow2/1M-seeded-explicit',
  'measure/_size/1M-qcow2-default human',
] as const;

/** Images that are not safe: some that every release refuses, and one that it reads, which names what lies outside. */
export const CHOSEN_OF_BAD_IMAGES = [
  'info/raw/qcow2-cluster-bits-absurd human',
  'info/raw/qcow2-backing-outside json',
  'map/qcow2/qcow2-backing-outside json',
  'convert/qcow2/vhdx-regions-checksum__plain',
] as const;

/** @throws where a name is that of no row, so that a renamed case cannot leave the faults untried */
export function pick(suites: readonly Suite[], names: readonly string[]): Row[] {
  const rows = suites.flatMap((suite) => suite.rows);
  return names.map((name) => {
    const row = rows.find((candidate) => matches(candidate, name));
    if (!row) throw new Error(`no suite has a case ${name}`);
    return row;
  });
}
