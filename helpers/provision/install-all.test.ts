import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { makeFakeTree } from '../testing/fake-tree.ts';
import { makeContext } from '../testing/provision-context.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import type { Context } from './context.ts';
import { upstreamOf } from './debian-version.ts';
import { installAll } from './install-all.ts';
import { readInstalled } from './installed.ts';
import type { Offer } from './plan.ts';
import { lineOf, type Progress } from './progress.ts';
import type { Surveyed } from './survey.ts';

let folder: string;
let context: Context;

/**
 * Programs in the place of apt and dpkg: a package is `<version>.deb`, is downloaded by making an empty file, and is
 * unpacked by copying the folder `packages/<version>`. Versions are compared as texts.
 */
beforeEach(() => {
  folder = temporaryFolder();
  const program = (name: string, body: string) => script(join(folder, 'path', name), body);
  const version = `for last; do :; done; version=\${last#qemu-utils=}`;
  program(
    'apt-get',
    `${version}; [ "$version" != 0.1 ] || sleep 600
    case "$*" in
    *--print-uris*) echo "'http://mirror.example/x' $version.deb 1000000 SHA256:0" ;;
    *) [ "$version" != 0.0 ] || { echo 'E: gone' >&2; exit 100; }
      mkdir -p "$(dirname "$2")/cache/archives" && : > "$(dirname "$2")/cache/archives/$version.deb" ;;
    esac`,
  );
  program('dpkg-deb', `cp -r "${folder}/packages/$(basename "$2" .deb)/." "$3"`);
  program('dpkg', '[ "$2" \\< "$4" ]');
  vi.stubEnv('PATH', `${join(folder, 'path')}:${process.env.PATH}`);
  context = makeContext(folder);
  return () => void vi.unstubAllEnvs();
});

/** A package of this version in a suite, whose program is of this release. */
function offer(suite: string, packageVersion: string, release: string): Offer {
  makeFakeTree(join(folder, 'packages', packageVersion), `qemu-img version ${release}`);
  return { suite, package: 'qemu-utils', packageVersion, upstream: upstreamOf(packageVersion) };
}

/** Installs what releases of a distribution offer; each is worked on side by side. */
async function install(
  releases: Offer[][],
  options: { only?: string[]; force?: boolean } = {},
): Promise<string[]> {
  const { commands } = context;
  const surveyed = releases.map((offers, index): Surveyed => {
    const directory = join(context.binaries, `apt-${index}`);
    const root = { commands, directory, config: ['-c', join(directory, 'apt.conf')], architecture: 'any' };
    return { root, base: `base-${index}`, suites: offers.map(({ suite }) => suite), offers };
  });
  const none = {
    help: false,
    list: false,
    images: false,
    ifEmpty: false,
    archives: [],
    keyrings: [],
    timeLimit: 1,
  };
  const all = {
    ...none,
    build: undefined,
    candidate: undefined,
    releases: [],
    only: [],
    force: false,
    ...options,
  };
  const told: Progress[] = [];
  expect(await installAll(context, surveyed, all, (progress) => told.push(progress))).toEqual(told);
  return told.flatMap((progress) => lineOf(progress, '$ARCH') ?? []);
}

const installedFrom = (release: string) => readInstalled(context.archFolder, release)?.source?.suite;

test('an offer is fetched, installed, and there the next time', async () => {
  const offers = [[offer('trixie', '9.8.7-1', '9.8.7')]];
  expect(await install(offers)).toEqual([
    'fetch trixie: qemu-utils 9.8.7-1, 1 package, 1.0 MB',
    'done  9.8.7: trixie 9.8.7-1',
  ]);
  expect(await install(offers)).toEqual(['have  9.8.7: trixie 9.8.7-1']);
  expect(await install(offers, { force: true })).toEqual([
    'fetch trixie: qemu-utils 9.8.7-1, 1 package, 1.0 MB',
    'done  9.8.7: trixie 9.8.7-1',
  ]);
});

test('what fails is told, and the next one goes on', async () => {
  const lines = await install([[offer('one', '0.0', '1.2.3'), offer('two', '9.8.7-1', '9.8.7')]]);
  expect(lines.filter((line) => !line.startsWith('fetch'))).toEqual([
    'error one: apt-get: gone',
    'done  9.8.7: two 9.8.7-1',
  ]);
});

test('what does not come to an end in its time is told, and the next one goes on', async () => {
  context = { ...context, timeLimit: 3_000 };
  const lines = await install([[offer('one', '0.1', '1.2.3'), offer('two', '9.8.7-1', '9.8.7')]]);
  expect(lines.filter((line) => !line.startsWith('fetch'))).toEqual([
    expect.stringMatching(/^error one: it has not come to an end in 0\.05 min, .* --time-limit MINUTES$/),
    'done  9.8.7: two 9.8.7-1',
  ]);
});

test('a release that was not asked for is told and not installed', async () => {
  const lines = await install([[offer('one', '7.2-1', '7.2.18')]], { only: ['7.2.22'] });
  expect(lines.at(-1)).toBe('skip  one: it turns out to be 7.2.18, which was not asked for');
  expect(installedFrom('7.2.18')).toBeUndefined();
});

test('a package that is numbered otherwise than its program is told', async () => {
  const lines = await install([[offer('one', '9.8.6-1', '9.8.7')]]);
  expect(lines.slice(1)).toEqual(['done  9.8.7: one 9.8.6-1', 'note  one: its package is numbered 9.8.6']);
});

test('what was put there by hand stays, whether the number of the package tells it or the program', async () => {
  script(join(context.archFolder, '9.8.7/qemu-img'), 'echo mine');
  const lines = await install([[offer('one', '9.8.7-1', '9.8.7'), offer('two', '9.8-1', '9.8.7')]]);
  expect(lines.filter((line) => !line.startsWith('fetch'))).toEqual([
    'keep  9.8.7: $ARCH/9.8.7 was put there by hand (no source.json)',
    'keep  9.8.7: $ARCH/9.8.7 was put there by hand (no source.json)',
  ]);
});

test('what was built stays, is told, and is not fetched over and over', async () => {
  const offers = [[offer('one', '9.8-1', '9.8.7')]]; // only the program tells the release
  await install(offers);
  const file = join(context.archFolder, '9.8.7/source.json');
  const built = {
    suite: 'source',
    package: 'qemu',
    package_version: '9.8.7 (commit 123)',
    program: 'qemu-img',
  };
  place(file, JSON.stringify(built));
  const keep = 'keep  9.8.7: source 9.8.7 (commit 123) is installed; --force puts one 9.8-1 in its place';
  expect((await install(offers)).at(-1)).toBe(keep);
  expect(await install(offers)).toEqual([keep]);
  expect((await install(offers, { force: true })).at(-1)).toBe(
    'done  9.8.7: one 9.8-1, in place of source 9.8.7 (commit 123)',
  );
});

test.for([false, true])(
  'of two suites that come to one release the newer stays (force: %s)',
  async (force) => {
    // Both have to be fetched, as the numbers of their packages do not tell the release.
    const [older, newer] = [offer('older', '9.8-1', '9.8.7'), offer('newer', '9.8-2', '9.8.7')];
    const lines = await install([[newer, older]], { force });
    expect(lines.at(-1)).toBe('keep  9.8.7: newer 9.8-2 is newer than older 9.8-1');
    expect(installedFrom('9.8.7')).toBe('newer');
    if (!force)
      expect(await install([[newer, older]])).toEqual([
        'have  9.8.7: newer 9.8-2',
        'have  9.8.7: older 9.8-1',
      ]);
  },
);

test('they may come to it at once', async () => {
  const releases = ['1', '2', '3', '4'].map((number) => [offer(`suite-${number}`, `9.8-${number}`, '9.8.7')]);
  for (let round = 0; round < 3; round++) {
    const lines = await install(releases, { force: true });
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(installedFrom('9.8.7')).toBe('suite-4');
  }
});
