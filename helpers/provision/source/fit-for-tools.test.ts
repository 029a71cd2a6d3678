import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../../testing/temporary.ts';
import { fitForTools } from './fit-for-tools.ts';

test('what configure and meson only look for is there, and what is there stays', async () => {
  const root = temporaryFolder();
  const text = (path: string) => readFileSync(join(root, path), 'utf8');
  const asks = ['ui/keycodemapdb/README', 'subprojects/keycodemapdb/README'];
  place(join(root, 'configure'), asks.map((path) => `if ! test -f "$source_path/${path}"\n`).join(''));
  place(join(root, 'ui/meson.build'), "keymap_gen = find_program('keycodemapdb/tools/keymap-gen')\n");
  place(join(root, 'ui/keycodemapdb/README'), 'the real one');
  await fitForTools(root);
  expect(text('ui/keycodemapdb/README')).toBe('the real one');
  expect(text('subprojects/keycodemapdb/README')).toBe('Not needed for the tools.\n');
  expect(text('ui/keycodemapdb/tools/keymap-gen')).toContain('exit 1');
  expect([text('pc-bios/meson.build'), text('tests/fp/meson.build')]).toEqual(['', '']);
  expect(existsSync(join(root, 'pythondeps.toml'))).toBe(false);
});

test('Python packages whose wheels were taken away are asked for no more, but for meson', async () => {
  const root = temporaryFolder();
  const lines = [
    '[meson]',
    'meson = { accepted = ">=1.5.0", installed = "1.5.0", canary = "meson" }',
    'pycotap = { accepted = ">=1.1.0", installed = "1.3.1" }',
    '"qemu.qmp" = { accepted = ">=0.0.3", installed = "0.0.3" }',
  ];
  place(join(root, 'configure'), '');
  place(join(root, 'pythondeps.toml'), lines.join('\n'));
  place(join(root, 'python/wheels/qemu_qmp-0.0.3-py3-none-any.whl'), '');
  await fitForTools(root);
  const [group, meson, , qmp] = lines;
  expect(readFileSync(join(root, 'pythondeps.toml'), 'utf8').split('\n')).toEqual([group, meson, qmp]);
});
