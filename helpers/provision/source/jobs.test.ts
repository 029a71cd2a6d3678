import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Commands } from '../../process/commands.ts';
import { makeRepository } from '../../testing/repository.ts';
import { place, script, temporaryFolder } from '../../testing/temporary.ts';
import { tried } from '../../testing/tried.ts';
import { findJobs } from './jobs.ts';
import { sourceAt } from './source.ts';

test.for<[string, (name: string) => void, string[], string]>([
  ['is not there', () => undefined, [], '--build: there is no $/it'],
  [
    'is a file of another kind',
    (it) => place(it, ''),
    [],
    '--build: $/it is no tarball (.tar.xz, .tar.bz2, .tar.gz)',
  ],
  [
    'is another folder',
    (it) => mkdirSync(it),
    [],
    '--build: $/it is no qemu source: neither a git checkout nor a tree with VERSION and configure',
  ],
  [
    'is a checkout of something else',
    (it) => makeRepository(it).commit({ 'README.md': '' }),
    [],
    '--build: $/it is no qemu source: it has no VERSION that names a release',
  ],
  [
    'is a checkout without that release',
    (it) => makeRepository(it).commit({ VERSION: '9.8.7\n' }),
    ['9.8.6'],
    '$/it has no 9.8.6: no tag v9.8.6, no commit whose VERSION says so, and no tags at all (git -C $/it fetch --tags)',
  ],
  [
    'is an empty checkout',
    (it) => makeRepository(it),
    [],
    "git in $/it: ambiguous argument 'HEAD': unknown revision or path not in the working tree.",
  ],
  [
    'has one release only',
    (it) => {
      place(join(it, 'VERSION'), '9.8.7\n');
      script(join(it, 'configure'), '');
    },
    ['9.8.6'],
    '--releases: $/it is no git checkout, so it has one release only',
  ],
])('a path that %s is one line', async ([, make, releases, line]) => {
  const folder = temporaryFolder();
  const it = join(folder, 'it');
  make(it);
  const found = async () => findJobs(new Commands(), sourceAt(it), releases);
  await expect(found()).rejects.toThrow(new Error(line.replaceAll('$', folder)));
});

test('a tarball of something else is one line', async () => {
  const folder = temporaryFolder();
  place(join(folder, 'thing/README'), '');
  const tarball = join(folder, 'thing.tar.gz');
  spawnSync('tar', ['-C', folder, '-czf', tarball, 'thing']);
  await expect(findJobs(new Commands(), sourceAt(tarball), [])).rejects.toThrow(
    new Error(`--build: ${tarball} is no qemu source: it has no VERSION that names a release`),
  );
});

test.for([
  ['cut off', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
  ['no archive at all', () => Buffer.from('<html>not found</html>')],
  ['empty', () => Buffer.alloc(0)],
] as const)('a tarball that is %s is one line that says so', async ([what, damage], context) => {
  const folder = temporaryFolder();
  // The release is behind the cut.
  writeFileSync(join(folder, 'large'), randomBytes(300_000));
  place(join(folder, 'VERSION'), '9.8.7\n');
  const tarball = join(folder, 'qemu.tar.gz');
  const renamed = ['--transform', 's,^,qemu/,', 'large', 'VERSION'];
  spawnSync('tar', ['-C', folder, '-czf', tarball, ...renamed]);
  writeFileSync(tarball, damage(readFileSync(tarball)));
  const error = await findJobs(new Commands(), sourceAt(tarball), []).catch((reason: Error) => reason);
  const line = error instanceof Error ? error.message : '';
  expect(line).toMatch(
    /^--build: .*\/qemu\.tar\.gz is damaged, or was not wholly downloaded \(.*\); fetch it again$/,
  );
  const outcome = line.replace(folder, '$FOLDER').replace(/\(.*\)/, '(...)');
  tried(context, { of: 'provisioning', fault: `a tarball that is ${what}`, how: '--build', outcome });
});

test.for([
  ['9.8.7', false],
  ['9.8.50', true],
  ['9.8.91', true],
] as const)('%s is noted as no release: %s', async ([release, noted]) => {
  const it = temporaryFolder();
  place(join(it, 'VERSION'), `${release}\n`);
  const { notes } = await findJobs(new Commands(), { kind: 'tree', path: it }, []);
  const note = `${release} is a development tree and no release: a recording would take it for one`;
  expect(notes).toEqual(noted ? [note] : []);
});
