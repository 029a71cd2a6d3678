import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Commands } from '../process/commands.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { neededLibraries, parseLoaderList } from './prune.ts';

test('what a loader lists: libraries with their paths, what is missing, and neither the vdso nor itself', () => {
  const text = `\tlinux-vdso.so.1 (0x00007ffc)
\tlibz.so.1 => /tree/lib/libz.so.1 (0x00007f01)
\tlibgone.so.2 => not found
\t/lib64/ld-linux-x86-64.so.2 => /tree/lib64/ld-linux-x86-64.so.2 (0x00007f02)
`;
  expect(parseLoaderList(text)).toEqual([
    { name: 'libz.so.1', path: '/tree/lib/libz.so.1' },
    { name: 'libgone.so.2', path: undefined },
  ]);
});

test('a library that is missing is told of a build as of a package', async () => {
  const folder = temporaryFolder();
  const loader = script(join(folder, 'ld-linux-fake.so.1'), "printf '\\tlibgone.so.2 => not found\\n'");
  const needed = (root: string) =>
    neededLibraries(new Commands(), { root, loader, libraries: [] }, ['/build/qemu-img']);
  await expect(needed(folder)).rejects.toThrow(
    'qemu-img needs libgone.so.2, which is not among what its packages bring',
  );
  await expect(needed('')).rejects.toThrow(
    'qemu-img needs libgone.so.2, which is not among the libraries of this host',
  );
});
