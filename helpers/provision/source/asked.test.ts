import { expect, test } from 'vitest';
import { parseOptions } from '../options.ts';

test('a path, and releases in any spelling of a list', () => {
  const argv = [
    '--build',
    '../qemu',
    '--releases',
    '9.0.0, 9.1.0',
    '--releases=9.0.0',
    '--force',
    '--no-images',
  ];
  expect(parseOptions(argv)).toMatchObject({ build: '../qemu', releases: ['9.0.0', '9.1.0'], force: true });
});

test.for([
  [['--build='], '--build needs a path: a tarball, an unpacked tree or a git checkout'],
  [['--releases', '9.0.0'], '--releases says what to --build; what to fetch is for --only to say'],
  [['--build', 'x', '--releases', '9.0'], "--releases needs whole releases, e.g. 9.0.0,9.1.0; '9.0' is none"],
  [['--build', 'x', '--releases', '9.0.0,'], "--releases needs whole releases, e.g. 9.0.0,9.1.0; '' is none"],
  [['--build', 'x', '--list'], '--build goes alone: --list is about what is fetched'],
  [['--only', '9.0', '--build', 'x'], '--build goes alone: --only is about what is fetched'],
  [['--build', 'x', '--if-empty'], '--build goes alone: --if-empty is about what is fetched'],
] as [string[], string][])('%j is one clear line', ([argv, line]) => {
  expect(() => parseOptions(argv)).toThrow(new Error(line));
});
