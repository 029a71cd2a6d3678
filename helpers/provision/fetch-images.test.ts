import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Image } from '../images/manifest.ts';
import { imageEntry } from '../testing/image-entry.ts';
import { makeContext } from '../testing/provision-context.ts';
import { runOnSmallDisk, WITHOUT_SMALL_DISK } from '../testing/small-disk.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { fetchImages } from './fetch-images.ts';

const source = { uri: 'http://mirror.example', suites: ['x'], components: ['main'], options: {} };
const archive = { suite: 'x', archives: { main: source, security: source } };
const lacks = ['xz', 'bzip2'].find((name) => spawnSync(name, ['--version']).error);

let folder: string;
let images: Image[];
let complaints: string;

/**
 * A program in the place of apt, whose source package has two images; the download waits as long as it is told to. The
 * second is not the one of the manifest, the third is in no package.
 */
beforeEach((context) => {
  if (lacks) return context.skip(`there is no ${lacks} here`);
  folder = temporaryFolder();
  const samples = 'qemu/tests/qemu-iotests/sample_images';
  images = ['a', 'b', 'c'].map((name) => {
    const path = place(join(folder, samples, `${name}.vhd`), `${name} `.repeat(30_000) + Math.random());
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (name !== 'c') spawnSync('bzip2', [path]);
    return imageEntry(name, { path: `fetched/${name}.vhd`, sha256: name === 'b' ? '0'.repeat(64) : sha256 });
  });
  spawnSync('tar', ['-C', folder, '-cJf', join(folder, 'q.tar.xz'), '--exclude=c.vhd', 'qemu']);
  script(
    join(folder, 'path/apt-get'),
    `case "$*" in
    *indextargets*) echo x ;;
    *--print-uris*) echo "'http://mirror.example/q' q.tar.xz 1000 SHA256:0" ;;
    *--tar-only*) [ ! -e '${folder}/slow' ] || sleep 600; cp '${folder}/q.tar.xz' . ;;
    esac`,
  );
  vi.stubEnv('PATH', `${join(folder, 'path')}:${process.env.PATH}`);
  complaints = '';
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complaints += text;
    return true;
  });
  mkdirSync(join(folder, 'binaries'));
  return () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  };
});

const stored = () => readdirSync(join(folder, 'fixtures/fetched')).filter((name) => !name.startsWith('.'));

test('an image that is not that of the manifest, and one that is missing, are a line each; what is here stays', async (context) => {
  const here = place(join(folder, 'fixtures/fetched/b.vhd.br'), 'what is here');
  const { bytes, ok } = await fetchImages(makeContext(folder), images, true, archive);
  expect([bytes, ok]).toEqual([1000, false]);
  const lines = complaints.trimEnd().split('\n');
  expect(lines).toEqual([
    expect.stringMatching(
      /^error b\.vhd: sha256 is \w{64}, but fixtures\/manifest\.json says 0{64}; not stored$/,
    ),
    'error c.vhd: q.tar.xz does not contain it',
  ]);
  expect(stored()).toEqual(['a.vhd.br', 'b.vhd.br']);
  expect(readFileSync(here, 'utf8')).toBe('what is here');
  const how = 'a program in the place of apt';
  const outcome = `${lines[0]?.replace(/\w{64}/g, '...')}; what is here stays`;
  tried(context, { of: 'provisioning', fault: 'a sample image with another sha256', how, outcome });
});

test('a server that stalls is one line, and the run goes on', async (context) => {
  place(join(folder, 'slow'), '');
  const fetched = await fetchImages({ ...makeContext(folder), timeLimit: 2_000 }, images, false, archive);
  expect(fetched).toEqual({ bytes: 0, ok: true });
  expect(complaints).toMatch(
    /^error sample images: it has not come to an end in 0\.03 min, .*--time-limit MINUTES\n$/,
  );
  expect(existsSync(join(folder, 'fixtures/fetched'))).toBe(false);
  const how = 'a program in the place of apt, with a time limit of 2 s';
  const outcome = complaints.trimEnd();
  tried(context, { of: 'provisioning', fault: 'sample images of a server that stalls', how, outcome });
});

test('a full disk for images is one line, whose room is free again, and the run goes on to fail', async (context) => {
  if (WITHOUT_SMALL_DISK) return context.skip(WITHOUT_SMALL_DISK);
  const fetched = join(folder, 'fixtures/fetched');
  mkdirSync(fetched, { recursive: true });
  const [first] = images;
  const program = `
    import { Commands } from ${JSON.stringify(join(import.meta.dirname, '../process/commands.ts'))};
    import { fetchImages } from ${JSON.stringify(join(import.meta.dirname, 'fetch-images.ts'))};
    import { Stagings } from ${JSON.stringify(join(import.meta.dirname, 'staging.ts'))};
    const commands = new Commands();
    const stagings = new Stagings(commands);
    const folders = ${JSON.stringify({ binaries: join(folder, 'binaries'), fixtures: join(folder, 'fixtures') })};
    const context = { commands, stagings, timeLimit: 60_000, ...folders };
    const fetched = await fetchImages(context, ${JSON.stringify([first])}, false, ${JSON.stringify(archive)});
    await stagings.remove();
    console.log(fetched.ok);`;
  const argv = [
    process.execPath,
    '--import',
    import.meta.resolve('tsx'),
    '--input-type=module',
    '-e',
    program,
  ];
  const line = `cat /dev/zero > "$2/full" 2> /dev/null; ${argv.map(shellQuote).join(' ')}; ls -A "$2"`;
  const { stdout, stderr } = await runOnSmallDisk(fetched, 'size=64k', line, {
    PATH: process.env.PATH ?? '',
  });
  expect(stderr).toBe(`error sample images: no space left in ${fetched} (needed about 5 MiB)`);
  expect(stdout.split('\n').slice(-2)).toEqual(['false', 'full']);
  const outcome = stderr.replace(folder, '$FOLDER');
  tried(context, { of: 'provisioning', fault: 'a full disk for sample images', how: 'a tmpfs', outcome });
});
