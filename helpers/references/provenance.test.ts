import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { provenance } from './provenance.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

test('of a provisioned release: its package, and the program behind the launcher', () => {
  const folder = temporaryFolder();
  place(join(folder, 'root/usr/bin/qemu-img'), 'the program');
  const source = {
    suite: 'trixie',
    package: 'qemu-utils',
    package_version: '1:10.0.2+ds-2',
    program: 'root/usr/bin/qemu-img',
  };
  place(join(folder, 'source.json'), JSON.stringify(source));
  const program = script(join(folder, 'qemu-img'), 'exec root/usr/bin/qemu-img "$@"');
  expect(
    provenance({ version: '10.0.2', arch: 'x86_64', banner: 'b', folder, program, io: undefined, lacks: [] }),
  ).toEqual({
    banner: 'b',
    sha256: digest('the program'),
    source: 'trixie qemu-utils 1:10.0.2+ds-2',
    arch: 'x86_64',
  });
});

test('of a release that was dropped in as a link: the file it points to', () => {
  const folder = temporaryFolder();
  const target = place(join(folder, 'elsewhere'), 'linked program');
  const program = join(folder, 'qemu-img');
  symlinkSync(target, program);
  expect(
    provenance({ version: '10.0.2', arch: 'x86_64', banner: 'b', folder, program, io: undefined, lacks: [] }),
  ).toMatchObject({ sha256: digest('linked program'), source: 'dropped in' });
});

test('a record that cannot be read counts as none', () => {
  const folder = temporaryFolder();
  place(join(folder, 'source.json'), '{');
  const program = script(join(folder, 'qemu-img'), 'exit');
  expect(
    provenance({ version: '10.0.2', arch: 'x86_64', banner: 'b', folder, program, io: undefined, lacks: [] }),
  ).toMatchObject({ source: 'dropped in' });
});
