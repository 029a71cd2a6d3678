import { expect, test } from 'vitest';
import { reasonIn } from './log-reason.ts';

test.for([
  [
    'of meson, which says where, rather than of configure, which says that meson has failed',
    'Program nm found: YES\n\n/x/src/pc-bios/meson.build:89:2: ERROR: File bios.bin does not exist.\n\nERROR: meson setup failed\n',
    'File bios.bin does not exist.',
  ],
  ['of configure', 'cross containers no\n\nERROR: Cannot find Ninja\n\n', 'Cannot find Ninja'],
  [
    'of the Python environment',
    'mkvenv: checking for meson>=1.5.0\n\n*** Ouch! ***\n\nCould not provide build dependency "meson>=1.5.0":\n • none\n',
    'Could not provide build dependency "meson>=1.5.0":',
  ],
  [
    'of the compiler, the first',
    "[1/9] Compiling C object a.o\nFAILED: a.o\ncc -c a.c\n/x/src/a.c:3:1: error: unknown type name 'frob'\n/x/src/a.c:9:1: error: too\nninja: build stopped\n",
    "a.c:3:1: error: unknown type name 'frob'",
  ],
  [
    'of the linker',
    "FAILED: q\n/bin/ld: a.o: undefined reference to `f'\nninja: build stopped\n",
    "/bin/ld: a.o: undefined reference to `f'",
  ],
  ['of ninja', "ninja: error: loading 'build.ninja': No such file\n", "loading 'build.ninja': No such file"],
  ['its last line, where none is known', 'one\nKilled\n', 'Killed'],
  ['of nothing', '', 'it said nothing'],
])('the reason is that %s', ([, log = '', reason]) => {
  expect(reasonIn(log, ['/x/src'])).toBe(reason);
});
