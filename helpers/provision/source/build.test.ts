import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, expect, test } from 'vitest';
import { hostArch } from '../../references/host-arch.ts';
import { eventually } from '../../testing/eventually.ts';
import { makeFakeToolchain } from '../../testing/fake-toolchain.ts';
import { PROVISIONER, processesOf } from '../../testing/provisioner.ts';
import { makeRepository } from '../../testing/repository.ts';
import { place, script, temporaryFolder } from '../../testing/temporary.ts';
import { tried } from '../../testing/tried.ts';

const HELP = readFileSync(join(import.meta.dirname, '../../testing/configure-help/10.0.13.txt'), 'utf8');

let folder: string;
let binaries: string;
let arch: string;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  binaries = join(folder, 'binaries');
  arch = join(binaries, hostArch());
  path = makeFakeToolchain(folder);
});

/** Starts the command with nothing on PATH but the fake toolchain. */
function start(...argv: string[]) {
  const [program, ...args] = PROVISIONER;
  return execa(program, [...args, '--build', ...argv], {
    reject: false,
    extendEnv: false,
    env: { PATH: path, HOME: folder, QEMU_IMG_BINARIES: binaries, GIT_CONFIG_NOSYSTEM: '1' },
  });
}

/** Runs it; seconds and cores are of the machine. */
async function build(...argv: string[]) {
  const { exitCode, stdout, stderr } = await start(...argv);
  const clean = (text: string) =>
    text
      .replaceAll(folder, '$')
      .replace(/\d+(\.\d)? s\b/g, 'N s')
      .replace(/on \d+ cores?/g, 'on N cores')
      .split('\n')
      .filter((line) => line !== '');
  return { code: exitCode, said: clean(stdout), complained: clean(stderr) };
}

/** A source tree whose configure notes its arguments, and what it sees of the tree, in the test's folder. */
function sourceOf(release: string): Record<string, string> {
  return {
    VERSION: `${release}\n`,
    'meson.build': "project('qemu', ['c'], meson_version: '>=1.0.0')\n",
    configure: `#!/bin/sh
here=$(cd "\${0%/*}" && pwd)
case $1 in --help) cat "$here/help"; exit ;; esac
printf '%s\\n' "$PYTHON" "$@" > '${folder}/arguments'
(cd "$here" && printf '%s\\n' * */*) > '${folder}/seen'
echo "$here" > source
[ ! -e "$here/fail" ] || cp "$here/fail" fail
[ ! -e "$here/broken" ] || { echo 'ERROR: Cannot frob' >&2; exit 1; }
`,
    help: HELP,
    'qemu-img.built': `#!/bin/sh\necho "qemu-img version ${release}"\n`,
    'roms/edk2/big': 'firmware',
  };
}

function makeSource(name: string, release: string): string {
  for (const [file, text] of Object.entries(sourceOf(release)))
    place(join(folder, name, file), text, text.startsWith('#!') ? 0o755 : 0o644);
  return join(folder, name);
}

/** Nothing that is unfinished is left, and no log. */
const left = () => readdirSync(binaries).filter((name) => name !== hostArch());

const recordOf = (release: string) => JSON.parse(readFileSync(join(arch, release, 'source.json'), 'utf8'));

test('a tree is built elsewhere and installed as any release is', async () => {
  const tree = makeSource('qemu-9.8.7', '9.8.7');
  const before = readdirSync(tree, { recursive: true }).sort();
  expect(await build(tree)).toEqual({
    code: 0,
    said: [
      'build 9.8.7 (unpacked tree), on N cores',
      'done  9.8.7: source 9.8.7 (unpacked tree), N s',
      `1 release built, N s; $/binaries/${hostArch()}: 9.8.7`,
    ],
    complained: [],
  });
  expect(readdirSync(tree, { recursive: true }).sort()).toEqual(before);
  expect(left()).toEqual([]);
  expect(recordOf('9.8.7')).toEqual({
    suite: 'source',
    package: 'qemu',
    package_version: '9.8.7 (unpacked tree)',
    program: 'root/usr/bin/qemu-img',
  });
  expect(readdirSync(join(arch, '9.8.7/root/lib')).sort()).toEqual([
    'ld-linux-fake.so.1',
    'libfake.so.1',
    'libgcc_s.so.1',
  ]);
  rmSync(join(folder, 'host'), { recursive: true });
  for (const program of ['qemu-img', 'qemu-io']) {
    const { stdout } = spawnSync(join(arch, '9.8.7', program), ['--version'], { encoding: 'utf8' });
    expect(stdout).toBe('qemu-img version 9.8.7\n');
  }
});

test('configure is given what it knows, a Python that will do, and a tree without firmware and what was built', async () => {
  const tree = makeSource('qemu', '9.8.7');
  place(join(tree, 'build/build.ninja'), '');
  symlinkSync(tree, join(folder, 'link'));
  expect((await build(join(folder, 'link'))).code).toBe(0);
  const [python, ...options] = readFileSync(join(folder, 'arguments'), 'utf8').trim().split('\n');
  expect(python).toBe(join(path, 'python3'));
  expect(options.slice(0, 4)).toEqual([
    '--without-default-features',
    '--disable-system',
    '--disable-user',
    '--disable-docs',
  ]);
  expect(options.at(-1)).toBe(`--ninja=${join(path, 'ninja')}`);
  const seen = readFileSync(join(folder, 'seen'), 'utf8').split('\n');
  expect(seen).not.toContain('roms');
  expect(seen).not.toContain('build');
  expect(seen).toContain('pc-bios/meson.build');
});

test('a tarball is unpacked, and known by its name', async () => {
  makeSource('qemu-9.8.7', '9.8.7');
  const tarball = join(folder, 'qemu-9.8.7.tar.gz');
  spawnSync('tar', ['-C', folder, '-czf', tarball, 'qemu-9.8.7']);
  const { code, said } = await build(tarball);
  expect([code, said[0]]).toEqual([0, 'build 9.8.7 (qemu-9.8.7.tar.gz), on N cores']);
  expect(recordOf('9.8.7').package_version).toBe('9.8.7 (qemu-9.8.7.tar.gz)');
  expect(readFileSync(join(folder, 'seen'), 'utf8').split('\n')).not.toContain('roms');
});

test('releases of a checkout, by tag and by commit; what is no release is noted, what is not committed stays out', async () => {
  const repository = makeRepository(join(folder, 'qemu'));
  const tagged = repository.commit(sourceOf('9.8.7'), 0o755);
  repository.git('tag', 'v9.8.7');
  const untagged = repository.commit(sourceOf('9.9.0'), 0o755);
  const head = repository.commit({ VERSION: '9.9.50\n' });
  expect((await build(repository.path, '--releases', '9.8.7,9.9.0')).code).toBe(0);
  expect(recordOf('9.8.7').package_version).toBe(`9.8.7 (commit ${tagged.slice(0, 12)})`);
  expect(recordOf('9.9.0').package_version).toBe(`9.9.0 (commit ${untagged.slice(0, 12)})`);

  place(join(repository.path, 'VERSION'), '1.2.3\n');
  const { said } = await build(repository.path);
  expect(said.slice(0, 3)).toEqual([
    'note  $/qemu has changes that are not committed; HEAD is built without them',
    'note  9.9.50 is a development tree and no release: a recording would take it for one',
    `build 9.9.50 (commit ${head.slice(0, 12)}), on N cores`,
  ]);
  expect(repository.git('status', '--porcelain')).toBe('M VERSION');
});

test('what is installed stays, and is told before anything is built; --force replaces it', async () => {
  const tree = makeSource('qemu', '9.8.7');
  await build(tree);
  const file = join(arch, '9.8.7/source.json');
  const record = { ...recordOf('9.8.7'), suite: 'sid', package: 'qemu-utils', package_version: '1:9.8.7-1' };
  place(file, JSON.stringify(record));
  rmSync(join(folder, 'arguments'));
  expect(await build(tree)).toEqual({
    code: 0,
    said: [
      'keep  9.8.7: sid 1:9.8.7-1 is installed; --force puts the build in its place',
      `0 releases built, N s; $/binaries/${hostArch()}: 9.8.7`,
    ],
    complained: [],
  });
  expect(existsSync(join(folder, 'arguments'))).toBe(false);
  const { said } = await build(tree, '--force');
  expect(said[1]).toBe('done  9.8.7: source 9.8.7 (unpacked tree), N s, in place of sid 1:9.8.7-1');
  expect(recordOf('9.8.7').suite).toBe('source');
});

test('what was put there by hand stays, also with --force', async () => {
  const mine = script(join(arch, '9.8.7/qemu-img'), 'echo mine');
  const { code, said } = await build(makeSource('qemu', '9.8.7'), '--force');
  expect(code).toBe(0);
  expect(said[0]).toBe(`keep  9.8.7: $/binaries/${hostArch()}/9.8.7 was put there by hand (no source.json)`);
  expect(readFileSync(mine, 'utf8')).toContain('mine');
  expect(existsSync(join(folder, 'arguments'))).toBe(false);
});

test('all that is missing is one line, before anything is built', async () => {
  for (const name of ['cc', 'ninja', 'strip']) rmSync(join(path, name));
  script(join(path, 'pkg-config'), 'case "$*" in *glib*) exit 1 ;; esac');
  script(join(path, 'meson'), 'echo 0.9.0');
  expect(await build(makeSource('qemu', '9.8.7'))).toEqual({
    code: 1,
    said: [],
    complained: [
      'nothing is built: 9.8.7 needs what is missing here: a C compiler, strip, ninja, glib-2.0, bzlib.h, ' +
        'meson 1.0.0 or newer (here is 0.9.0); on Debian: apt-get install gcc binutils ninja-build ' +
        'libglib2.0-dev libbz2-dev',
    ],
  });
  expect(readdirSync(binaries)).toEqual([]);
});

test('of several releases one that fails is told, its log is kept, and the next one goes on', async () => {
  const repository = makeRepository(join(folder, 'qemu'));
  repository.commit({ ...sourceOf('9.8.6'), broken: '' }, 0o755);
  rmSync(join(repository.path, 'broken'));
  repository.commit(
    { ...sourceOf('9.8.7'), fail: "../source/a.c:3:1: error: unknown type name 'frob'\n" },
    0o755,
  );
  rmSync(join(repository.path, 'fail'));
  repository.commit(sourceOf('9.8.8'), 0o755);
  const { code, said, complained } = await build(repository.path, '--releases', '9.8.6,9.8.7,9.8.8');
  expect(code).toBe(1);
  expect(complained).toEqual([
    'error 9.8.6: Cannot frob; the whole log is in $/binaries/build-9.8.6.log',
    "error 9.8.7: a.c:3:1: error: unknown type name 'frob'; the whole log is in $/binaries/build-9.8.7.log",
  ]);
  expect(said.at(-1)).toBe(`1 release built, 2 failed, N s; $/binaries/${hostArch()}: 9.8.8`);
  expect(left()).toEqual(['build-9.8.6.log', 'build-9.8.7.log']);
  expect(readFileSync(join(binaries, 'build-9.8.6.log'), 'utf8')).toContain('--without-default-features');

  repository.commit(sourceOf('9.8.7'), 0o755);
  repository.git('tag', 'v9.8.7');
  await build(repository.path, '--releases', '9.8.7');
  expect(left()).toEqual(['build-9.8.6.log']);
});

test('where configure cannot say what it knows, nothing is configured', async () => {
  const tree = makeSource('qemu', '9.8.7');
  const configure = readFileSync(join(tree, 'configure'), 'utf8');
  const failing = `--help) echo 'ERROR: Python is too old' >&2; exit 1`;
  place(join(tree, 'configure'), configure.replace(/--help\).*exit/, failing), 0o755);
  const { code, complained } = await build(tree);
  expect([code, ...complained]).toEqual([
    1,
    'error 9.8.7: Python is too old; the whole log is in $/binaries/build-9.8.7.log',
  ]);
  expect(existsSync(join(folder, 'arguments'))).toBe(false);
});

test('a path that cannot be built is one line', async () => {
  const line = '--build: there is no $/it';
  expect(await build(join(folder, 'it'))).toEqual({ code: 1, said: [], complained: [line] });
});

test.for(['SIGINT', 'SIGKILL'] as const)(
  'a build that is ended by %s leaves nothing',
  async (signal, context) => {
    // Each compiler leads a group of its own, as those of ninja do.
    const compiler = `setsid sh -c "exec sleep 600" & echo $! > '${folder}/compiler'`;
    script(
      join(path, 'ninja'),
      `trap 'kill $(cat "${folder}/compiler"); exit 143' TERM; ${compiler}; : > '${folder}/begun'; wait`,
    );
    const run = start(makeSource('qemu', '9.8.7'));
    await eventually(() => existsSync(join(folder, 'begun')), 'ninja has begun');
    run.kill(signal);
    const { exitCode, stderr } = await run;
    expect(exitCode).toBe(signal === 'SIGINT' ? 130 : undefined);
    await eventually(() => readdirSync(binaries).length === 0, 'the staging is gone');
    await eventually(
      () => processesOf(binaries).length === 0,
      () => processesOf(binaries).join('\n'),
    );
    tried(context, {
      of: 'provisioning',
      fault: `${signal} while ninja builds`,
      how: 'programs in the place of ninja and its compilers',
      outcome: `${stderr === '' ? '' : `"${stderr}"; `}files left: ${readdirSync(binaries).length}; processes left: ${processesOf(binaries).length}`,
    });
  },
);
