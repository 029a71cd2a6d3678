import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMPRESSIONS, FEATURES, type Feature } from '../pipeline/feature.ts';
import { driverOf, FORMATS } from '../pipeline/formats.ts';
import { installed } from '../testing/releases.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { askLacks, parseFormats } from './ask-features.ts';

const DRIVERS = FORMATS.map(driverOf);

/** As 10.0.0 and older end their help, and as 11.1.3 does. */
const ONE_LINE = `  '-h' with or without a command shows this help and lists the supported formats

Supported formats: blkdebug file ${DRIVERS.join(' ')} vvfat

See <https://qemu.org/contribute/report-a-bug> for how to report bugs.
`;
const SEVERAL_LINES = `Recognized commands (run qemu-img COMMAND --help for command-specific help):

  create - Create and format a new image file

Supported image formats:

  blkdebug file ${DRIVERS.slice(0, 6).join(' ')}
  ${DRIVERS.slice(6).join(' ')} vvfat

See <https://qemu.org/contribute/report-a-bug> for how to report bugs.
`;

test.for<[string, string]>([
  ['on one line', ONE_LINE],
  ['on several lines', SEVERAL_LINES],
])('the list of drivers is read where it stands %s', ([, help]) => {
  expect(parseFormats(help)).toEqual(['blkdebug', 'file', ...DRIVERS, 'vvfat']);
});

test.for(['', 'Supported formats: none of them\n', 'no formats here\n'])('"%s" lists no drivers', (help) => {
  expect(parseFormats(help)).toBeUndefined();
});

/** A build with the drivers that its help lists, which takes a qcow2 of some compressions. */
function build(help: string, compressions: readonly string[], otherwise = 1): string {
  const takes = compressions.map((each) => `*compression_type=${each}*) : > "$6"; exit 0 ;;`).join(' ');
  const lines = [
    `if [ "$1" = --help ]; then cat <<'END'\n${help}END\nexit; fi`,
    `case "$*" in ${takes} *) exit ${otherwise} ;; esac`,
  ];
  return script(join(temporaryFolder(), 'qemu-img'), lines.join('\n'));
}

const help = (without: readonly string[]) =>
  ONE_LINE.split(' ')
    .filter((word) => !without.includes(word))
    .join(' ');

const BUILDS: [string, string, readonly Feature[]][] = [
  ['has everything', build(SEVERAL_LINES, ['zlib', 'zstd']), []],
  ['has no parallels driver', build(help(['parallels']), ['zlib', 'zstd']), ['parallels']],
  ['was made without libzstd', build(help([]), ['zlib']), ['zstd']],
  ['lacks several things', build(help(['vhdx', 'dmg']), ['zlib']), ['dmg', 'vhdx', 'zstd']],
  ['knows no compression, as 5.0 and older', build(help([]), []), []],
  ['prints another help, of which nothing can be said', build('usage: ask somebody\n', ['zlib', 'zstd']), []],
  ['dies when it is asked', build(help([]), ['zlib'], 139), []],
];

test.for(BUILDS)('a build that %s', async ([, program, lacks]) => {
  const scratch = temporaryFolder();
  expect(await askLacks(program, scratch)).toEqual(lacks);
  expect(readdirSync(scratch)).toEqual([]);
});

test.runIf(installed.length > 0)('the installed releases have most features, and answer at all', async () => {
  const scratch = temporaryFolder();
  for (const { program } of installed) {
    const lacks = await askLacks(program, scratch);
    expect(FEATURES).toEqual(expect.arrayContaining(lacks));
    expect(lacks).not.toContain('qcow2');
    expect(lacks.length).toBeLessThan(FEATURES.length - COMPRESSIONS.length);
  }
});
