import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { hostArch } from '../references/host-arch.ts';
import { type ArchiveKey, type Deb, makeArchiveKey, makeDeb, publish } from '../testing/apt-archive.ts';
import { debsOf, startProvisioner } from '../testing/provisioner.ts';
import { installed, WITHOUT_RELEASE } from '../testing/releases.ts';
import { serveFolder, serveSilence } from '../testing/serve.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { states } from '../testing/tree.ts';
import { readHost } from './os-release.ts';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);

let key: ArchiveKey;
let libc: Deb;
let qemu: Deb;
let web: string;

/** The folders of the archives below, by file: and by http. */
const byFile = (name: string, suite = 'x') => `deb file:${at(name)} ${suite} main`;
const byHttp = (name: string, suite = 'x') => `deb ${web}/${name} ${suite} main`;

beforeAll(async () => {
  key = await makeArchiveKey();
  place(at('key.asc'), key.armored);
  place(at('other.asc'), (await makeArchiveKey()).armored);
  ({ qemu, libc } = debsOf(folder, '9.8.7', 'new'));
  web = await serveFolder(folder);
  await publish(at('whole'), { suite: 'x', debs: [qemu, libc], key });
});

/** Runs the command with the archives, as a user would. @param binaries name of the folder that it fills */
async function provision(binaries: string, archives: readonly string[], ...more: string[]) {
  const { exitCode, stdout, stderr } = await startProvisioner(folder, at(binaries), archives, more);
  const clean = (text: string) =>
    text
      .replaceAll(folder, '$FOLDER')
      .replaceAll(web, '$WEB')
      .split('\n')
      .filter((line) => line !== '');
  return { code: exitCode, out: clean(stdout), err: clean(stderr) };
}

const withKey = ['--keyring', at('key.asc')];

/** The record of a release, and what its program says. */
function releaseIn(binaries: string, release: string) {
  const home = at(binaries, hostArch(), release);
  const banner = execFileSync(join(home, 'qemu-img'), ['--version'], { encoding: 'utf8' }).split('\n')[0];
  return { banner, source: JSON.parse(readFileSync(join(home, 'source.json'), 'utf8')) };
}

test('a signed archive is installed from, and says so', async () => {
  const { code, out, err } = await provision('file', [byFile('whole')], ...withKey);
  expect(err).toEqual([]);
  const from = 'x of file:$FOLDER/whole';
  expect(out.slice(0, 3)).toEqual([
    `asking ${from}`,
    expect.stringMatching(/^fetch .*: qemu-utils 1:9\.8\.7\+dfsg-1, 2 packages, \d+ kB$/),
    `done  9.8.7: ${from} 1:9.8.7+dfsg-1`,
  ]);
  expect(code).toBe(0);
  expect(releaseIn('file', '9.8.7')).toEqual({
    banner: 'qemu-img version 9.8.7',
    source: {
      suite: 'x',
      archive: `file:${at('whole')}`,
      package: 'qemu-utils',
      package_version: '1:9.8.7+dfsg-1',
      program: 'root/usr/bin/qemu-img',
    },
  });
  expect(readdirSync(at('file'))).toEqual([hostArch()]);
});

test('of a password nothing is told or recorded, be the archive installed from or refused', async () => {
  const as = (user: string, line: string) => line.replace('//', `//${user}@`);
  const archives = [
    as('me:secret', byHttp('whole')),
    as('me:secret', byHttp('nowhere')),
    as('me:se@cret', byHttp('whole')),
  ];
  const { out, err } = await provision('secret', archives, ...withKey);
  expect(out).toContainEqual('done  9.8.7: x of $WEB/whole 1:9.8.7+dfsg-1');
  expect(err).toEqual([expect.stringMatching(/^error x of \$WEB\/nowhere: there is no such suite \(404/)]);
  const { source } = releaseIn('secret', '9.8.7');
  expect(source).toMatchObject({ archive: `${web}/whole` });
  expect(JSON.stringify([out, err, source])).not.toMatch(/cret@/);
});

test('archives that give nothing are one line each, the others are installed, and what was there stays', async () => {
  const older = debsOf(folder, '9.8.6', 'old');
  await publish(at('old'), { suite: 'x', debs: [older.qemu, older.libc], key });
  expect((await provision('many', [byFile('old')], ...withKey)).code).toBe(0);
  const before = states(at('many'));

  await publish(at('unsigned'), { suite: 'x', debs: [qemu, libc] });
  await publish(at('without'), { suite: 'x', debs: [libc], key });
  const past = 'Valid-Until: Sat, 01 Feb 2020 00:00:00 UTC\n';
  await publish(at('expired'), { suite: 'x', debs: [qemu, libc], key, fields: past });
  const newest = debsOf(folder, '9.8.8', 'newest');
  await publish(at('damaged'), { suite: 'x', debs: [newest.qemu, newest.libc], key });
  cpSync(qemu.path, at('damaged/pool', newest.qemu.path.split('/').at(-1) ?? ''));
  const silent = await serveSilence();
  const refused = [
    `deb [signed-by=${at('other.asc')}] file:${at('whole')} x main`,
    `deb [signed-by=${at('nowhere.asc')}] file:${at('whole')} x main`,
    byFile('unsigned'),
    byFile('without'),
    `deb [check-valid-until=yes check-date=yes] file:${at('expired')} x main`,
    byFile('nowhere'),
    byHttp('whole', 'y'),
    'deb http://127.0.0.1:1/nobody x main',
    `deb ${silent} x main`,
    `deb s3:${at('whole')} x main`,
    `deb [arch=other] file:${at('whole')} x main`,
    byHttp('damaged'),
  ];
  const { code, out, err } = await provision('many', [...refused, byHttp('whole')], ...withKey);
  const cause = (start: string, line: string) => [start, expect.stringContaining(line)];
  const told = err.map((line) => /^(error \w+ of \S+): (.*)$/.exec(line)?.slice(1) ?? [line]);
  expect(told).toHaveLength(refused.length);
  expect(told).toEqual(
    expect.arrayContaining([
      cause('error x of file:$FOLDER/whole', 'it is signed with key '),
      cause('error x of file:$FOLDER/whole', 'key $FOLDER/nowhere.asc: there is no such file'),
      cause('error x of file:$FOLDER/unsigned', 'it is not signed, '),
      cause('error x of file:$FOLDER/without', 'it has no qemu-utils for '),
      cause('error x of file:$FOLDER/expired', '[check-valid-until=no] takes one whose time has passed'),
      cause('error x of file:$FOLDER/nowhere', 'there is no such suite ('),
      cause('error y of $WEB/whole', 'there is no such suite (404'),
      cause('error x of http://127.0.0.1:1/nobody', 'it cannot be fetched: '),
      cause(`error x of ${silent}`, 'it cannot be fetched: '),
      cause('error x of s3:$FOLDER/whole', 'apt cannot ask it: '),
      cause('error x of file:$FOLDER/whole', 'its arch=other leaves out '),
      cause('error x of $WEB/damaged', 'qemu-utils_9.8.8+dfsg-1_'),
    ]),
  );
  expect(out.filter((line) => line.startsWith('done'))).toEqual([
    'done  9.8.7: x of $WEB/whole 1:9.8.7+dfsg-1',
  ]);
  expect(code).toBe(1);
  expect(states(at('many'))).toMatchObject(before);
  expect(readdirSync(at('many'))).toEqual([hostArch()]);
  expect(readdirSync(at('many', hostArch())).sort()).toEqual(['9.8.6', '9.8.7']);
});

test('one that is refused alone is a failure, also where a release is installed; without a keyring the keys of this host count', async () => {
  script(at('alone', hostArch(), '1.2.3/qemu-img'), 'echo qemu-img version 1.2.3');
  const { code, err } = await provision('alone', [byFile('whole')]);
  expect(code).toBe(1);
  expect(err).toEqual([expect.stringContaining('none of the keys for it; --keyring FILE')]);
  expect(readdirSync(at('alone'))).toEqual([hostArch()]);
});

test('a flat repository, of which only what --only means is taken, and --list shows it', async () => {
  await publish(at('flat'), { suite: './', debs: [qemu, libc], key });
  const line = `deb file:${at('flat')} ./`;
  const lone = debsOf(folder, '9.8.5', 'lone', 'libnowhere');
  await publish(at('lone'), { suite: 'lone', debs: [lone.qemu], key });
  const archives = [line, byFile('whole'), byFile('lone', 'lone')];
  const listed = await provision('flat-binaries', archives, ...withKey, '--list');
  expect(listed.err).toEqual([]);
  expect(listed.code).toBe(1);
  expect(listed.out).toContainEqual(
    expect.stringMatching(
      /^ {2}lone of .* +9\.8\.5 +1:9\.8\.5\+dfsg-1 +- +it needs libnowhere, which is not there, nor /,
    ),
  );
  expect(listed.out).toContainEqual(
    expect.stringMatching(/^ {2}\.\/ of file:\$FOLDER\/flat +9\.8\.7 .* new$/),
  );
  expect(listed.out).toContainEqual(
    expect.stringMatching(
      /^ {2}x of file:\$FOLDER\/whole +9\.8\.7 +1:\S+ +same release as \.\/ of file:\$FOLDER\/flat$/,
    ),
  );
  const other = await provision('flat-binaries', [line], ...withKey, '--only', '9.8.6');
  expect(other.err).toEqual(['--only 9.8.6: no suite has it; --list shows what there is']);
  expect(other.code).toBe(1);
  const taken = await provision('flat-binaries', [line], ...withKey, '--only', '9.8');
  expect(taken.out).toContainEqual('done  9.8.7: ./ of file:$FOLDER/flat 1:9.8.7+dfsg-1');
});

test('what an archive lacks comes from another one that is named, the rest from its own, else it is told', async () => {
  const own = debsOf(folder, '9.8.7', 'own', 'libc6 (>= 2.99-2), libelse', '2.99-2');
  // As of backports: apt takes nothing out of it by itself.
  const fields = 'NotAutomatic: yes\nButAutomaticUpgrades: yes\n';
  await publish(at('own'), { suite: 'own', debs: [own.qemu, own.libc], key, fields });
  await publish(at('rest'), {
    suite: 'rest',
    debs: [libc, makeDeb(at('sources/rest'), 'libelse', '1')],
    key,
  });
  const useless = [byFile('own', 'own'), byHttp('whole'), byFile('gone', 'rest')];
  const unhelped = await provision('support', useless, ...withKey, '--only', 'own');
  expect(unhelped.code).toBe(1);
  expect(unhelped.err).toEqual([
    'error own of file:$FOLDER/own: it needs libelse, which is not there, nor in x of $WEB/whole; ' +
      'not to be asked: rest of file:$FOLDER/gone; name an archive that has it in another --archive',
  ]);
  const archives = [byFile('own', 'own'), byHttp('rest', 'rest')];
  const helped = await provision('support', archives, ...withKey, '--only', 'own');
  expect(helped.err).toEqual([]);
  expect(helped.out).toContainEqual('done  9.8.7: own of file:$FOLDER/own 1:9.8.7+dfsg-1');
});

test('what nobody who is named has comes from an archive of this host', async ({ skip }) => {
  const { family, codename } = await readHost();
  if (!family || !codename) return skip('this host is no release of Debian or Ubuntu');
  await publish(at('pocket'), { suite: 'own', debs: [qemu], key });
  await publish(at('mirror'), { suite: codename, debs: [libc], key });
  const fields = [`URIs: file:${at('mirror')}`, `Suites: ${codename}`, `Signed-By: ${at('key.asc')}`];
  const hosts = place(
    at('sources.list.d/host.sources'),
    `Types: deb\n${fields.join('\n')}\nComponents: main\n`,
  );
  onTestFinished(() => rmSync(hosts));
  const { code, out, err } = await provision('host', [byFile('pocket', 'own')], ...withKey);
  expect(err).toEqual([]);
  expect(out).toContainEqual('done  9.8.7: own of file:$FOLDER/pocket 1:9.8.7+dfsg-1');
  expect(code).toBe(0);
});

const real = installed.find(({ folder: home }) => existsSync(join(home, 'root/usr/bin/qemu-img')));

test.skipIf(!real)('a real qemu-img comes out of an archive as it went in', async () => {
  if (!real) throw new Error(WITHOUT_RELEASE);
  const sources = at('sources/real');
  for (const [from, to] of [
    ['root/usr/bin', 'qemu-utils/usr/bin'],
    ['root/lib', 'libc6/usr/lib/any-linux-gnu'],
  ] as const)
    cpSync(join(real.folder, from), join(sources, to), { recursive: true });
  const version = `1:${real.version}+dfsg-1`;
  const debs = [
    makeDeb(sources, 'qemu-utils', version, 'Depends: libc6\n'),
    makeDeb(sources, 'libc6', '2.99-1'),
  ];
  await publish(at('real'), { suite: 'x', debs, key });
  expect((await provision('real-binaries', [byFile('real')], ...withKey)).err).toEqual([]);
  const home = at('real-binaries', hostArch(), real.version);
  for (const name of ['root/usr/bin/qemu-img', 'root/usr/bin/qemu-io'])
    expect(readFileSync(join(home, name)).equals(readFileSync(join(real.folder, name)))).toBe(true);
  expect(releaseIn('real-binaries', real.version).banner).toBe(
    execFileSync(real.program, ['--version'], { encoding: 'utf8' }).split('\n')[0],
  );
});
