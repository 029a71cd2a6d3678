/** A qcow2 of 1M, then `amend -f qcow2 -o OPTIONS`. */
export interface AmendCase {
  readonly name: string;
  /** options that it is created with, and those that it is given, as `-o` takes them */
  readonly created: string;
  readonly amended: string;
}

export const SIZE = '1M';

export const cases: readonly AmendCase[] = [
  { name: 'upgrade-plain', created: 'compat=0.10', amended: 'compat=1.1' },
  { name: 'upgrade-with-lazy', created: 'compat=0.10', amended: 'compat=1.1,lazy_refcounts=on' },
  { name: 'downgrade-plain', created: 'compat=1.1', amended: 'compat=0.10' },
  { name: 'lazy-on', created: 'compat=1.1', amended: 'lazy_refcounts=on' },
  { name: 'lazy-off', created: 'compat=1.1,lazy_refcounts=on', amended: 'lazy_refcounts=off' },
  { name: 'noop', created: 'compat=1.1', amended: 'compat=1.1' },
];
