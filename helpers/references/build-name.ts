import type { Reference } from './reference.ts';

/**
 * Which build of a release is installed, wherever it lies, as far as its banner and what it can do tell:
 * `10.0.13 (Debian 1:10.0.13+ds-0+deb13u1) x86_64`.
 */
export function buildName({ version, arch, banner, io, lacks }: Reference): string {
  const packager = /\(.*\)$/.exec(banner)?.[0];
  const without = [...(io === undefined ? ['qemu-io'] : []), ...lacks];
  const name = [version, packager, arch].filter((part) => part !== undefined).join(' ');
  return without.length > 0 ? `${name} without ${without.join(' and ')}` : name;
}
