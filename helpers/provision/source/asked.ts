import { UsageError } from '../../text/usage-error.ts';
import { isVersion } from '../../versions/order.ts';

/** What is to be built, as the command line says it. */
export interface Asked {
  /** qemu's source, as a path; undefined where nothing is to be built */
  readonly build: string | undefined;
  /** releases to build out of a checkout; empty means the tree as it is */
  readonly releases: readonly string[];
}

/** What may be said beside `--build`: there are no images then, so that leaving them out is no mistake. */
const BESIDE = ['build', 'releases', 'force', 'no-images', 'help'];

/**
 * @param given names of all options of the command line
 * @throws UsageError where they do not go together
 */
export function askedToBuild(
  build: string | undefined,
  releases: readonly string[],
  given: readonly string[],
): Asked {
  if (build === '')
    throw new UsageError('--build needs a path: a tarball, an unpacked tree or a git checkout');
  if (build === undefined && releases.length > 0)
    throw new UsageError('--releases says what to --build; what to fetch is for --only to say');
  const other = given.find((name) => !BESIDE.includes(name));
  if (build !== undefined && other)
    throw new UsageError(`--build goes alone: --${other} is about what is fetched`);
  return { build, releases: wholeReleases(releases) };
}

function wholeReleases(values: readonly string[]): string[] {
  const releases = values.flatMap((value) => value.split(',')).map((release) => release.trim());
  const wrong = releases.find((release) => !isVersion(release));
  if (wrong !== undefined)
    throw new UsageError(`--releases needs whole releases, e.g. 9.0.0,9.1.0; '${wrong}' is none`);
  return [...new Set(releases)];
}
