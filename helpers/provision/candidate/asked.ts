import { UsageError } from '../../text/usage-error.ts';
import { type Fetchable, fetchableNamed } from './candidates.ts';

/** What may be said beside `--candidate`: there are no images then, so that leaving them out is no mistake. */
const BESIDE = ['candidate', 'force', 'archive', 'keyring', 'time-limit', 'no-images', 'help'];

/**
 * @param given names of all options of the command line
 * @returns undefined where no candidate is to be fetched
 * @throws UsageError for an unknown name, and for options that do not go with it
 */
export function askedForCandidate(name: string | undefined, given: readonly string[]): Fetchable | undefined {
  if (name === undefined) return undefined;
  const fetchable = fetchableNamed(name);
  const other = given.find((option) => !BESIDE.includes(option));
  if (other !== undefined) throw new UsageError(`--candidate takes no --${other}: that is about releases`);
  return fetchable;
}
