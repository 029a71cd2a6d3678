import type { Toolchain } from './toolchain.ts';

/**
 * Features of the tools that builds have: every image format, and the two compressions. A configure that does not know
 * one either has it always (vmdk, vpc and vhdx before 10.0) or not yet.
 */
const WANTED = [
  'tools',
  'zstd',
  'bzip2',
  'bochs',
  'cloop',
  'dmg',
  'parallels',
  'libxml2', // before 7.0 parallels is left out without it
  'qcow1',
  'qed',
  'vdi',
  'vhdx',
  'vmdk',
  'vpc',
  'vvfat',
] as const;

/** What is left out whatever the others are: emulators, documents, whatever may be fetched, and checks that stop builds. */
const UNWANTED = ['system', 'user', 'docs', 'download', 'containers', 'werror', 'debug-info'] as const;

/**
 * Features that are no part of what a build can do, and that configure looks for itself. Where there is no switch for
 * all features, all others are switched off one by one.
 */
const LEFT_ALONE = new Set(['pie', 'coroutine-pool', 'avx2', 'avx512f', 'membarrier', 'stack-protector']);

/**
 * The options for a configure that says this of itself. Its own words decide, not a release number.
 *
 * @param help what `configure --help` prints
 * @param script the text of configure, which knows options that it does not tell (`--disable-download`)
 */
export function configureOptions(
  help: string,
  script: string,
  { ninja, meson }: Pick<Toolchain, 'ninja' | 'meson'>,
): string[] {
  const features = featuresIn(help);
  const hasSwitch = (option: string) =>
    new RegExp(`^\\s+${option}(?:[\\s=[]|$)`, 'm').test(help) ||
    new RegExp(`^\\s*${option}\\)`, 'm').test(script);
  const knows = (name: string) => features.includes(name) || hasSwitch(`--(?:en|dis)able-${name}`);
  const minimal = hasSwitch('--without-default-features')
    ? ['--without-default-features']
    : features
        .filter((name) => !isWanted(name) && !isUnwanted(name) && !LEFT_ALONE.has(name))
        .map((name) => `--disable-${name}`);
  return [
    ...minimal,
    ...UNWANTED.filter(knows).map((name) => `--disable-${name}`),
    ...WANTED.filter(knows).map((name) => `--enable-${name}`),
    `--ninja=${ninja}`,
    ...(meson !== undefined && hasSwitch('--meson') ? [`--meson=${meson}`] : []),
  ];
}

const isWanted = (name: string) => WANTED.some((wanted) => wanted === name);
const isUnwanted = (name: string) => UNWANTED.some((unwanted) => unwanted === name);

/** The names under "Optional features": two blanks, the name, and what it is, which may begin on the next line. */
function featuresIn(help: string): string[] {
  const list = help.split(/^Optional features/m)[1] ?? '';
  return [...list.matchAll(/^ {2}([a-z0-9][a-z0-9-]*)(?: |$)/gm)].map(([, name = '']) => name);
}
