import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configureOptions } from './configure-options.ts';

/** Lines of what `configure --help` of real releases prints: shortened, but none is changed. */
const help = (release: string) =>
  readFileSync(join(import.meta.dirname, '../../testing/configure-help', `${release}.txt`), 'utf8');

/** configure of 8.1 and newer has this option without telling of it. */
const SCRIPT = `
  --disable-download) download="disabled"; git_submodules_action=validate;
  ;;
`;

const LESS = ['--disable-system', '--disable-user', '--disable-docs'];
const FORMATS = ['bochs', 'cloop', 'dmg', 'parallels'].map((name) => `--enable-${name}`);

test('5.2 has no switch for all features, so that each is switched off; parallels wants libxml2', () => {
  const options = configureOptions(help('5.2.0'), '', { ninja: '/bin/ninja', meson: '/bin/meson' });
  const off = ['linux-user', 'bsd-user', 'guest-agent', 'gnutls', 'xkbcommon', 'vnc', 'kvm', 'curl'];
  const offToo = ['attr', 'linux-aio', 'live-block-migration', 'lzfse', 'replication', 'sheepdog'];
  const switches = [...off, ...offToo].map((name) => `--disable-${name}`);
  expect(new Set(options.slice(0, switches.length))).toEqual(new Set(switches));
  expect(options.slice(switches.length)).toEqual([
    ...LESS,
    '--disable-containers',
    '--disable-werror',
    '--disable-debug-info',
    '--enable-tools',
    '--enable-zstd',
    '--enable-bzip2',
    ...FORMATS,
    '--enable-libxml2',
    '--enable-qcow1',
    '--enable-qed',
    '--enable-vdi',
    '--enable-vvfat',
    '--ninja=/bin/ninja',
    '--meson=/bin/meson',
  ]);
});

test('7.2 has one switch', () => {
  expect(configureOptions(help('7.2.0'), '', { ninja: '/bin/ninja', meson: 'internal' })).toEqual([
    '--without-default-features',
    ...LESS,
    '--disable-containers',
    '--disable-werror',
    '--disable-debug-info',
    '--enable-tools',
    '--enable-zstd',
    '--enable-bzip2',
    ...FORMATS,
    '--enable-qcow1',
    '--enable-qed',
    '--enable-vdi',
    '--enable-vvfat',
    '--ninja=/bin/ninja',
    '--meson=internal',
  ]);
});

test('10.0 has an option for vmdk, vpc and vhdx, too, and is told to download nothing', () => {
  expect(configureOptions(help('10.0.13'), SCRIPT, { ninja: '/bin/ninja', meson: undefined })).toEqual([
    '--without-default-features',
    ...LESS,
    '--disable-download',
    '--disable-containers',
    '--disable-werror',
    '--disable-debug-info',
    '--enable-tools',
    '--enable-zstd',
    '--enable-bzip2',
    ...FORMATS,
    '--enable-qcow1',
    '--enable-qed',
    '--enable-vdi',
    '--enable-vhdx',
    '--enable-vmdk',
    '--enable-vpc',
    '--enable-vvfat',
    '--ninja=/bin/ninja',
  ]);
});
