import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
} from 'node:fs';
import type { RequestListener } from 'node:http';
import { basename, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hostArch } from '../references/host-arch.ts';
import {
  ARCHITECTURE,
  type ArchiveKey,
  type Deb,
  makeArchiveKey,
  makeDeb,
  publish,
} from '../testing/apt-archive.ts';
import { makeFakeTree } from '../testing/fake-tree.ts';
import { debsOf, startProvisioner } from '../testing/provisioner.ts';
import { makeRawDeb, tarOf } from '../testing/raw-deb.ts';
import { serveBut, serveFolder } from '../testing/serve.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { everything } from '../testing/tree.ts';
import { tried } from '../testing/tried.ts';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);
const withKey = ['--keyring', at('key.asc')];
const byFile = (name: string) => `deb file:${at(name)} x main`;

let key: ArchiveKey;
let libc: Deb;
let web: string;
let made = 0;

beforeAll(async () => {
  key = await makeArchiveKey();
  place(at('key.asc'), key.armored);
  const seed = debsOf(folder, '9.8.6', 'seed');
  libc = seed.libc;
  web = await serveFolder(folder);
  await publish(at('seed'), { suite: 'x', debs: [seed.qemu, libc], key });
});

/** Runs the command. Everything that varies is out of its lines. */
async function provision(binaries: string, archives: readonly string[], ...more: string[]) {
  const { exitCode, stdout, stderr } = await startProvisioner(folder, at(binaries), archives, more);
  const lines = (text: string) =>
    clean(text)
      .split('\n')
      .filter((line) => line !== '');
  return { code: exitCode, out: lines(stdout), err: lines(stderr) };
}

/** A text without what is of this run. */
function clean(text: string): string {
  return text
    .replaceAll(folder, '$FOLDER')
    .replaceAll(web, '$WEB')
    .replace(/http:\/\/127\.0\.0\.1:\d{4,}/g, '$SERVER')
    .replaceAll(hostArch(), '$ARCH');
}

/**
 * A package of a release that is installed already, in a version that nothing tells of: it is fetched, and would take the
 * place of what is there.
 *
 * @param change what is done to the unpacked files of the package
 */
function rivalOf(name: string, change: (tree: string) => void = () => undefined): Deb {
  const tree = at('sources', name, 'qemu-utils');
  makeFakeTree(tree, 'qemu-img version 9.8.6');
  rmSync(join(tree, 'usr/lib'), { recursive: true });
  change(tree);
  made += 1;
  return makeDeb(at('sources', name), 'qemu-utils', `1:9.8+dfsg-${made}`, 'Depends: libc6\n');
}

/** The same of a tar archive that no dpkg-deb would pack. @param more calls of tar, behind the files themselves */
function rawRivalOf(name: string, ...more: (readonly string[])[]): Deb {
  const tree = at('sources', name, 'tree');
  makeFakeTree(tree, 'qemu-img version 9.8.6');
  rmSync(join(tree, 'usr/lib'), { recursive: true });
  made += 1;
  const data = tarOf(at('sources', name, 'data.tar'), ['-C', tree, './usr'], ...more);
  return makeRawDeb(at('sources', name), 'qemu-utils', `1:9.8+dfsg-${made}`, data, 'Depends: libc6\n');
}

/** Publishes a rival with the libraries that it needs, as the archive of its name. */
async function offer(name: string, qemu = rivalOf(name)): Promise<Deb> {
  await publish(at(name), { suite: 'x', debs: [qemu, libc], key });
  return qemu;
}

const poolFile = (name: string, { path }: Deb) => at(name, 'pool', basename(path));

/** A fault of an archive, and what its line has to say. */
type ArchiveFault = readonly [name: string, fault: string, says: string];

/** The line about an archive, without what the tools of a machine say in words of their own. */
function lineAbout(lines: readonly string[], place: string): string {
  const line = lines.find((one) => one.startsWith(`error x of ${place}: `)) ?? 'nothing';
  return line
    .replace(/_(1%3a)?9\.8[^_]*_\w+\.deb/, '.deb')
    .replace(/(cannot be fetched:|signed index means) .*/, '$1 ...')
    .replace(/(its signature is not valid) \(.*?\);/, '$1;')
    .replace(/(cannot be unpacked:) .*/, '$1 ...');
}

/** Promises a whole package, and hangs up in its middle. */
const tornOff =
  (file: string): RequestListener =>
  (_request, response) => {
    const content = readFileSync(file);
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, content.length / 2), () => response.destroy());
  };

test('what was tampered with, cut off or left out is one line each, and changes nothing that is installed', async (context) => {
  expect((await provision('tampered', [byFile('seed')], ...withKey)).code).toBe(0);
  const before = everything(at('tampered'));

  await offer('signature');
  const signed = at('signature/dists/x/InRelease');
  place(signed, readFileSync(signed, 'utf8').replace('Origin: nobody', 'Origin: somebody'));
  await offer('index');
  const index = at('index/dists/x/main', `binary-${ARCHITECTURE}`, 'Packages');
  place(index, readFileSync(index, 'utf8').replace('a package for a test', 'a package for a Test'));
  cpSync(libc.path, poolFile('other', await offer('other')));
  const cut = poolFile('cut', await offer('cut'));
  truncateSync(cut, Math.floor(statSync(cut).size / 2));
  const torn = poolFile('torn', await offer('torn'));
  const server = await serveBut(at('torn'), basename(torn), tornOff(torn));
  rmSync(poolFile('gone', await offer('gone')));
  const lone = makeDeb(at('sources/lone'), 'qemu-utils', '1:9.8+dfsg-90', 'Depends: libnowhere\n');
  await publish(at('lone'), { suite: 'x', debs: [lone], key });
  const rival = rivalOf('lost');
  const loader = at('sources/lost/libc6/usr/lib/any-linux-gnu/ld-linux-fake.so.1');
  cpSync(at('sources/seed/libc6'), at('sources/lost/libc6'), { recursive: true });
  place(loader, readFileSync(loader, 'utf8').replace('=> %s/libfake', '=> not found %s'), 0o755);
  await publish(at('lost'), {
    suite: 'x',
    debs: [rival, makeDeb(at('sources/lost'), 'libc6', '2.99-1')],
    key,
  });

  const faults: ArchiveFault[] = [
    ['signature', 'a Release file that was changed after it was signed', 'its signature is not valid'],
    ['index', 'an index that is not that of the signed Release file', 'it cannot be fetched: '],
    ['other', 'a package that is not that of the index', 'is not the file that the signed index means'],
    ['cut', 'a package that was cut in half on the server', 'is not the file that the signed index means'],
    ['torn', 'a download that ends in its middle', 'cannot be fetched: '],
    ['gone', 'a package of the index that is not there', 'cannot be fetched: '],
    ['lone', 'a dependency that no archive has', 'it needs libnowhere, which is not there'],
    ['lost', 'a library that no package brings', 'qemu-img needs libfake.so.1, which is not among'],
  ];
  const others: Record<string, string> = { torn: server, gone: `${web}/gone` };
  const uriOf = (name: string) => others[name] ?? `file:${at(name)}`;
  const archives = faults.map(([name]) => `deb ${uriOf(name)} x main`);
  const { code, out, err } = await provision('tampered', archives, ...withKey, '--force');
  expect([code, ...out.filter((line) => line.startsWith('done'))]).toEqual([1]);
  expect(err).toHaveLength(faults.length);
  expect(everything(at('tampered'))).toEqual(before);
  for (const [name, fault, says] of faults) {
    const line = lineAbout(err, clean(uriOf(name)));
    expect([name, line]).toEqual([name, expect.stringContaining(says)]);
    tried(context, {
      of: 'provisioning',
      fault,
      how: 'a private signed archive that real apt asks, with `--force`',
      outcome: `exit code ${code}, what is installed as it was: ${line}`,
    });
  }
});

test('a package gives no more than its files: it reaches nothing outside, and brings no rights and no devices', async (context) => {
  const outside = place(at('outside/secret'), 'nobody is to see this');
  const home = at('planted');
  mkdirSync(home);
  place(at('sources/evil'), 'evil');
  const evil = ['-C', at('sources'), 'evil', '--transform'];
  // Deep enough that the root of the file system is above it.
  await offer(
    'upward',
    rawRivalOf('upward', [...evil, `s,^evil$,./${'../'.repeat(30)}${home.slice(1)}/upward,`]),
  );
  await offer('absolute', rawRivalOf('absolute', [...evil, `s,^evil$,${home}/absolute,`]));
  symlinkSync(home, at('sources/road'));
  await offer(
    'way',
    rawRivalOf(
      'way',
      ['-C', at('sources'), 'road', '--transform', 's,^,./usr/,S'],
      [...evil, 's,^evil$,./usr/road/through,'],
    ),
  );
  const link = (tree: string) => {
    rmSync(join(tree, 'usr/bin/qemu-img'));
    symlinkSync(outside, join(tree, 'usr/bin/qemu-img'));
  };
  await offer('link', rivalOf('link', link));
  const device = ['-C', '/dev', 'zero', '--transform', 's,^zero$,./usr/bin/qemu-img,'];
  await offer('device', rawRivalOf('device', device));
  const setuid = (tree: string) => chmodSync(join(tree, 'usr/bin/qemu-img'), 0o6755);
  await offer('rights', rivalOf('rights', setuid));
  const refused: ArchiveFault[] = [
    ['upward', 'a package with a path out of it (`../../x`)', 'cannot be unpacked: '],
    ['way', 'a package that writes through a link out of it', 'cannot be unpacked: '],
    [
      'link',
      'a program that is a link to a file of this host',
      'usr/bin/qemu-img is a link out of the packages',
    ],
    ['device', 'a program that is a device', 'usr/bin/qemu-img of the packages is no file'],
  ];
  const taken = ['absolute', 'rights'];
  const names = [...refused.map(([name]) => name), ...taken];
  const { code, err } = await provision('hostile', names.map(byFile), ...withKey);
  expect(code).toBe(1);
  expect(err).toHaveLength(refused.length);
  expect(everything(at('planted'))).toEqual({});
  expect(readdirSync(at('hostile'))).toEqual([hostArch()]);
  const there = Object.values(everything(at('hostile')));
  expect(JSON.stringify(there)).not.toContain(
    createHash('sha256').update(readFileSync(outside)).digest('hex'),
  );
  // The one with rights is the newest, and so the one that is installed.
  const program = at('hostile', hostArch(), '9.8.6/root/usr/bin/qemu-img');
  const mode = (statSync(program).mode & 0o7777).toString(8);
  expect(mode).toBe('755');
  const how = 'a private signed archive that real apt asks';
  for (const [name, fault, says] of refused) {
    const line = lineAbout(err, `file:$FOLDER/${name}`);
    expect([name, line]).toEqual([name, expect.stringContaining(says)]);
    tried(context, { of: 'provisioning', fault, how, outcome: `nothing of it is anywhere: ${line}` });
  }
  const rights = { of: 'provisioning', fault: 'a program with the rights of its owner (setuid)', how };
  tried(context, { ...rights, outcome: `it is installed with the mode ${mode}` });
  const absolute = { of: 'provisioning', fault: 'a package with an absolute path', how };
  tried(context, { ...absolute, outcome: `${readdirSync(home).length} files at that path` });
});
