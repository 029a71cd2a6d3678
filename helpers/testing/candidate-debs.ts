import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Deb, makeDeb } from './apt-archive.ts';
import { installed } from './releases.ts';
import { place } from './temporary.ts';

/** The newest release that has its libraries beside it: a real program, for a loader that is asked about it. */
const real = installed.findLast(({ folder }) => existsSync(join(folder, 'root/usr/bin/qemu-img')));

/** Why a candidate cannot be packed, where it cannot. */
export const WITHOUT_REAL_PROGRAM = real
  ? undefined
  : 'no qemu-img release with its libraries is installed (npm run provision)';

/** Of the libraries of qemu-img one that it is linked with itself, and one that it needs by way of that. */
const NEAR = /^libglib-/;
const FAR = /^libpcre/;

/** Packages of a candidate, and of what it depends on. */
export interface CandidateDebs {
  /** virtualbox: vbox-img is a real qemu-img, below a folder of its own */
  readonly own: Deb;
  /** libc6, libnear, libfar, unused, unused-far */
  readonly others: readonly Deb[];
}

/** What packages depend on. */
interface Depends {
  /** the one with the nearer library, which is linked with that of libfar */
  readonly libnear?: string;
  /** one that nothing is needed of */
  readonly unusedFar?: string;
}

/** Packs a qemu-img as if it were VirtualBox's vbox-img. @param folder of its own */
export function candidateDebs(
  folder: string,
  version: string,
  { libnear = 'libc6, libfar', unusedFar = 'libc6' }: Depends = {},
): CandidateDebs {
  if (!real) throw new Error(WITHOUT_REAL_PROGRAM);
  const libraries = (name: string) => join(folder, name, 'usr/lib/any-linux-gnu');
  const own = join(folder, 'virtualbox/usr');
  mkdirSync(join(own, 'bin'), { recursive: true });
  cpSync(join(real.folder, 'root/usr/bin/qemu-img'), join(own, 'lib/virtualbox/vbox-img'));
  symlinkSync('../lib/virtualbox/vbox-img', join(own, 'bin/vbox-img'));
  cpSync(join(real.folder, 'root/lib'), libraries('libc6'), { recursive: true });
  for (const [name, pattern] of [
    ['libnear', NEAR],
    ['libfar', FAR],
  ] as const) {
    mkdirSync(libraries(name), { recursive: true });
    for (const file of readdirSync(libraries('libc6')).filter((one) => pattern.test(one)))
      renameSync(join(libraries('libc6'), file), join(libraries(name), file));
  }
  for (const name of ['unused', 'unused-far']) place(join(folder, name, 'usr/share/large'), 'x'.repeat(5000));
  return {
    own: makeDeb(folder, 'virtualbox', version, 'Depends: libc6, libnear | libelse, unused\n'),
    others: [
      makeDeb(folder, 'libc6', '2.99-1'),
      makeDeb(folder, 'libnear', '1:2.0-1', `Depends: ${libnear}\n`),
      makeDeb(folder, 'libfar', '1-1', 'Depends: libc6\n'),
      makeDeb(folder, 'unused', '1', 'Depends: unused-far\n'),
      makeDeb(folder, 'unused-far', '1', `Depends: ${unusedFar}\n`),
    ],
  };
}
