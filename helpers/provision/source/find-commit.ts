import type { Checkout } from './checkout.ts';

/**
 * The commit of a release in a repository: its tag, else the first one whose VERSION says it. A tag whose VERSION says
 * something else is not believed.
 *
 * VERSION is `9.0.0` from the release on until development opens with `9.0.50`; candidates are `9.0.91` and so on. Which
 * commits changed the file is asked of all branches and tags.
 *
 * @throws Error with a line that says what there is, where it has no such release
 */
export async function findCommit(checkout: Checkout, release: string): Promise<string> {
  const tagged = (
    await checkout.ask('rev-parse', '-q', '--verify', `refs/tags/v${release}^{commit}`)
  )?.trim();
  if (tagged && (await versionAt(checkout, tagged)) === release) return tagged;
  const log = await checkout.git(
    'log',
    '--all',
    '--full-history',
    '--topo-order',
    '--format=%H',
    '--',
    'VERSION',
  );
  const changes = log.split('\n').filter((line) => line !== '');
  for (const commit of changes.reverse()) {
    if ((await versionAt(checkout, commit)) === release) return commit;
  }
  throw new Error(`${checkout.path} has no ${release}: ${await whatThereIs(checkout, release)}`);
}

/** The release that a commit says it is; undefined where it says nothing. */
export async function versionAt(checkout: Checkout, commit: string): Promise<string | undefined> {
  return (await checkout.read(commit, 'VERSION'))?.trim();
}

/** Tags that may have been meant, and how to see more. */
async function whatThereIs(checkout: Checkout, release: string): Promise<string> {
  const neither = `no tag v${release}, no commit whose VERSION says so`;
  const series = release.split('.').slice(0, 2).join('.');
  const near = await tags(checkout, `v${series}.*`);
  if (near.length > 0) return `${neither}; of ${series} it has ${near.join(' ')}`;
  const all = await tags(checkout, 'v*');
  const few = all.length <= 4 ? all.join(' ') : `${all[0]} to ${all.at(-1)}`;
  if (all.length > 0) return `${neither}; its tags are ${few} (git -C ${checkout.path} tag)`;
  return `${neither}, and no tags at all (git -C ${checkout.path} fetch --tags)`;
}

/** Tags of releases, oldest number first; candidates (`v9.0.0-rc1`) are none. */
async function tags(checkout: Checkout, pattern: string): Promise<string[]> {
  const list = await checkout.git('tag', '--list', '--sort=version:refname', pattern);
  return list.split('\n').filter((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
}
