import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { highest, WITHOUT_RELEASE } from '../testing/releases.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { askVersion, discoverReferences } from './discover.ts';
import { hostArch } from './host-arch.ts';

const saying = (text: string) => `echo '${text}'`;

test('each folder that is not what it seems is told in one line, and the rest goes on', async () => {
  const root = temporaryFolder();
  const arch = join(root, hostArch());
  const release = (version: string, says = version) => {
    script(join(arch, version, 'qemu-img'), saying(`qemu-img version ${says}`));
    script(join(arch, version, 'qemu-io'), saying(`qemu-io version ${says}`));
  };
  release('10.0.2');
  release('9.1.0');
  release('7.2.18', '7.2.22');
  release('nightly', '11.0.0');
  place(join(arch, '6.0.0/qemu-img'), 'no program', 0o644);
  script(join(arch, '6.1.0/qemu-img'), 'echo "cannot load libfoo.so" >&2; exit 127');
  script(join(arch, '6.2.0/qemu-img'), saying('something else'));
  mkdirSync(join(arch, '7.0.0'));
  script(join(arch, '8.0.0/qemu-img'), saying('qemu-img version 8.0.0'));
  script(join(arch, '8.1.0/qemu-img'), saying('qemu-img version 8.1.0'));
  script(join(arch, '8.1.0/qemu-io'), 'exit 1');
  mkdirSync(join(arch, '.staging'));
  place(join(arch, 'README'), '');
  symlinkSync(join(arch, 'gone'), join(arch, '4.0.0'));

  const { references, problems } = await discoverReferences(root);

  expect(references.map(({ version, io }) => [version, io && basename(io)])).toEqual([
    ['8.0.0', undefined],
    ['8.1.0', undefined],
    ['9.1.0', 'qemu-io'],
    ['10.0.2', 'qemu-io'],
  ]);
  expect(problems.map((line) => line.replaceAll(`${arch}/`, ''))).toEqual([
    '6.0.0/qemu-img: is not executable; ignored',
    '6.1.0/qemu-img: with --version it exited with code 127 ("cannot load libfoo.so"); ignored',
    '6.2.0/qemu-img: its --version names no release: "something else"; ignored',
    '7.0.0: has no qemu-img; ignored',
    '7.2.18: its qemu-img says 7.2.22 ("qemu-img version 7.2.22"); ignored',
    '8.0.0/qemu-io: is missing; cases that write guest data are skipped for 8.0.0',
    '8.1.0/qemu-io: with --version it exited with code 1; cases that write guest data are skipped for 8.1.0',
    'nightly: not named after a release (major.minor.patch); ignored',
  ]);
});

test('where there is no folder there are no references', async () => {
  expect(await discoverReferences(join(temporaryFolder(), 'none'))).toEqual({ references: [], problems: [] });
});

test('only the wanted architecture is looked at', async () => {
  const root = temporaryFolder();
  script(join(root, 'other/9.1.0/qemu-img'), saying('qemu-img version 9.1.0'));
  expect((await discoverReferences(root)).references).toEqual([]);
  expect((await discoverReferences(root, { arch: 'other' })).references).toMatchObject([
    { version: '9.1.0', arch: 'other' },
  ]);
});

test.skipIf(highest === undefined)(
  'a real release is found as it is, by a link and through a wrapper',
  async () => {
    if (!highest) throw new Error(WITHOUT_RELEASE);
    const { version, folder, program, banner } = highest;
    const linked = temporaryFolder();
    mkdirSync(join(linked, hostArch()));
    symlinkSync(folder, join(linked, hostArch(), version));
    const wrapped = temporaryFolder();
    script(join(wrapped, hostArch(), version, 'qemu-img'), `exec '${program}' "$@"`);
    const renamed = temporaryFolder();
    mkdirSync(join(renamed, hostArch()));
    symlinkSync(folder, join(renamed, hostArch(), '1.2.3'));

    expect((await discoverReferences(linked)).references).toMatchObject([{ version, banner }]);
    expect(await discoverReferences(wrapped)).toMatchObject({
      references: [{ version, banner, io: undefined }],
      problems: [expect.stringContaining('qemu-io: is missing')],
    });
    expect(await discoverReferences(renamed)).toEqual({
      references: [],
      problems: [
        `${join(renamed, hostArch(), '1.2.3')}: its qemu-img says ${version} ("${banner}"); ignored`,
      ],
    });
  },
);

test('a program that prints a lot is quoted in part', async () => {
  const path = script(join(temporaryFolder(), 'qemu-img'), `printf '%0500d' 0`);
  const answer = await askVersion(path);
  expect(answer).toEqual({ problem: `its --version names no release: "${'0'.repeat(80)}"` });
});
