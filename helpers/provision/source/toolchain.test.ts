import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { Commands } from '../../process/commands.ts';
import { makeFakeToolchain } from '../../testing/fake-toolchain.ts';
import { script, temporaryFolder } from '../../testing/temporary.ts';
import type { Needs } from './needs.ts';
import { findToolchain } from './toolchain.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = makeFakeToolchain(folder);
  for (const name of ['CC', 'PKG_CONFIG', 'PYTHON']) vi.stubEnv(name, undefined);
  vi.stubEnv('PATH', path);
  return () => void vi.unstubAllEnvs();
});

const find = (needs: Needs) => findToolchain(new Commands(), needs);

const environment: Needs = {
  modules: [],
  headers: [],
  python: '3.8',
  meson: { kind: 'environment', own: false, atLeast: '1.5.0' },
};

function python(place: string, answer: { version?: string; venv?: boolean; meson?: string | null }): string {
  const all = { version: '3.11.2', venv: true, meson: '1.5.0', ...answer };
  return script(join(folder, place, 'python3'), `echo '${JSON.stringify(all)}'`);
}

/** Puts folders with a Python on PATH, in front of what else there is. */
function onPath(...places: string[]): void {
  vi.stubEnv('PATH', [...places.map((place) => join(folder, place)), path].join(':'));
}

test('the first Python that sees a meson which is new enough is taken', async () => {
  python('own', { meson: null });
  python('old', { meson: '1.4.9' });
  onPath('own', 'old');
  expect(await find(environment)).toEqual({
    toolchain: { ninja: join(path, 'ninja'), python: join(path, 'python3'), meson: undefined },
    missing: [],
  });
});

test('the one that PYTHON names is the only one', async () => {
  vi.stubEnv('PYTHON', python('own', { venv: false, meson: null }));
  expect(await find(environment)).toEqual({
    missing: [
      { what: "python3's venv and ensurepip", debian: 'python3-venv' },
      { what: 'meson 1.5.0 or newer', debian: 'meson' },
    ],
  });
  const wheel: Needs = { ...environment, meson: { ...environment.meson, own: true } };
  expect((await find(wheel)).missing.map(({ what }) => what)).toEqual(["python3's venv and ensurepip"]);
});

test('where none will do, the last one that lacks least is told of', async () => {
  python('path', { meson: '1.0.1' });
  python('own', { meson: null });
  python('ancient', { version: '3.6.9', meson: null });
  onPath('ancient', 'own');
  const tooOld = { what: 'meson 1.5.0 or newer (here is 1.0.1)', debian: undefined };
  expect(await find(environment)).toEqual({ missing: [tooOld] });
  const newer = await find({ ...environment, python: '3.12' });
  expect(newer.missing).toEqual([{ what: 'python3 3.12 or newer (here is 3.11.2)', debian: undefined }]);
});

test('an old tree takes the meson of PATH, or its own', async () => {
  const program: Needs = { ...environment, meson: { kind: 'program', own: false, atLeast: '0.55.0' } };
  expect(await find(program)).toMatchObject({ toolchain: { meson: join(path, 'meson') } });
  const own: Needs = { ...program, meson: { ...program.meson, own: true } };
  expect(await find(own)).toMatchObject({ toolchain: { meson: 'internal' } });
});

test('a library that is too old is told with the version that there is', async () => {
  script(join(path, 'pkg-config'), 'case $1 in --exists) exit 1 ;; *) echo 2.50.1 ;; esac');
  const modules = [{ name: 'glib-2.0', atLeast: '2.66.0', debian: 'libglib2.0-dev' }];
  const { missing } = await find({ ...environment, modules });
  expect(missing).toEqual([{ what: 'glib-2.0 2.66.0 or newer (here is 2.50.1)', debian: undefined }]);
});

test('a compiler and a pkg-config of several words are asked with all of them', async () => {
  const asked = (name: string, word: string) =>
    script(join(folder, 'bin', name), `[ "$1" = ${word} ] && shift && [ $# -gt 0 ]`);
  vi.stubEnv('CC', ` ${asked('launcher', 'gcc')}  gcc `);
  vi.stubEnv('PKG_CONFIG', `${asked('pkg', '--static')} --static`);
  const needs = {
    ...environment,
    modules: [{ name: 'zlib', debian: 'zlib1g-dev' }],
    headers: [{ name: 'bzlib.h', debian: 'libbz2-dev' }],
  };
  expect((await find(needs)).missing).toEqual([]);
});
