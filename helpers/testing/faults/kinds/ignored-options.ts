import type { Fault } from '../fault.ts';

function ignored(key: string, path: string, ...cells: string[]): Fault {
  return {
    name: `create: ${key} is ignored`,
    on: 'create',
    script: `without_option ${key} "$@"`,
    touches: cells,
    result: 'diverged',
    says: new RegExp(`"path":"${path}"`),
  };
}

/**
 * Each option of `create`, left out. Not among them: preallocation, which `info` tells only by the size on disk, and
 * subformat=monolithicSparse, which is the default.
 */
export const ignoredOptionFaults: readonly Fault[] = [
  ignored('cluster_size', 'cluster-size', 'create/qcow2/1G-cs-4k'),
  ignored('refcount_bits', 'format-specific.data.refcount-bits', 'create/qcow2/1G-rb-8'),
  ignored('extended_l2', 'format-specific.data.extended-l2', 'create/qcow2/1G-extended-l2'),
  ignored('compat', 'format-specific.data.compat', 'create/qcow2/1G-compat-v2'),
  ignored('lazy_refcounts', 'format-specific.data.lazy-refcounts', 'create/qcow2/1G-lazy-refcounts'),
  ignored('compression_type', 'format-specific.data.compression-type', 'create/qcow2/1G-zstd'),
  ignored(
    'subformat',
    '(?:format-specific.data.create-type|format)',
    'create/vmdk/1G-stream-optimized',
    'create/vhd/1M-fixed',
  ),
  ignored('block_size', 'cluster-size', 'create/vhdx/1G-block-16M'),
  {
    name: 'create: the format is ignored where no option needs it',
    on: 'create',
    script: 'case " $* " in *" -o "*) ;; *) shift 3; set -- create -f raw "$@" ;; esac; exec "$REAL" "$@"',
    touches: ['create/qcow2/1M-default', 'create/vhd/64M-default'],
    result: 'diverged',
    says: /"path":"format"/,
  },
  {
    name: 'measure: the options are ignored',
    on: 'measure',
    script: 'without_option cluster_size "$@"',
    touches: ['measure/_size/1G-qcow2-cs-4k json'],
    result: 'diverged',
    says: /"path":"fully-allocated"/,
  },
  {
    name: 'measure: the target is ignored',
    on: 'measure',
    script: 'for w; do shift; [ "$w" = qcow2 ] && w=raw; set -- "$@" "$w"; done; exec "$REAL" "$@"',
    touches: ['measure/*', '!measure/raw/raw-islands__raw *'],
    result: 'diverged',
  },
];
