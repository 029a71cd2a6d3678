import { UsageError } from '../../text/usage-error.ts';
import type { Family } from '../suites.ts';

/** A tool that the distributions pack, and that a dialect is for. */
export interface Fetchable {
  /** of its dialect, and of its program, which is in a folder of programs of its package */
  readonly name: string;
  readonly package: string;
  /** component of the archive that has the package */
  readonly component: Readonly<Record<Family, string>>;
  /** arguments with which the program ends well at once, so that it is seen to start */
  readonly trial: readonly string[];
}

/**
 * All that can be fetched. Measured of vbox-img 7.2.22 with strace, over all its formats: it opens no library by itself
 * that its loader does not list.
 */
export const FETCHABLE: readonly Fetchable[] = [
  {
    name: 'vbox-img',
    package: 'virtualbox',
    component: { debian: 'contrib', ubuntu: 'multiverse' },
    trial: ['--version'],
  },
];

/** Components that packages of any component may need something of, by policy of the families. */
export const BESIDE: Readonly<Record<Family, readonly string[]>> = {
  debian: ['main'],
  ubuntu: ['main', 'universe'],
};

/** @throws UsageError for a name that nothing can be fetched by */
export function fetchableNamed(name: string): Fetchable {
  const found = FETCHABLE.find((one) => one.name === name);
  if (found) return found;
  const known = FETCHABLE.map((one) => one.name).join(', ');
  throw new UsageError(`--candidate ${name}: there is no such candidate to fetch; there are: ${known}`);
}
