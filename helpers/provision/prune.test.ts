import { expect, test } from 'vitest';
import { parseLoaderList } from './prune.ts';

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
