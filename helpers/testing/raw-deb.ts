import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCHITECTURE, type Deb } from './apt-archive.ts';
import { place } from './temporary.ts';

/**
 * Packs a tar archive as the files of a package, whatever is in it: dpkg-deb itself packs only what is below a folder.
 * A package is an `ar` archive of three members (deb(5)).
 */
export function makeRawDeb(folder: string, name: string, version: string, data: Buffer, fields = ''): Deb {
  const control = `Package: ${name}
Version: ${version}
Architecture: ${ARCHITECTURE}
Maintainer: nobody <nobody@example.org>
Description: a package for a test
${fields}`;
  const home = join(folder, `${name}-control`);
  place(join(home, 'control'), control);
  const members = {
    'debian-binary': Buffer.from('2.0\n'),
    'control.tar': execFileSync('tar', ['-cf', '-', '-C', home, './control']),
    'data.tar': data,
  };
  const path = join(folder, `${name}_${version.replace(/^\d+:/, '')}_${ARCHITECTURE}.deb`);
  writeFileSync(
    path,
    Buffer.concat([Buffer.from('!<arch>\n'), ...Object.entries(members).flatMap(memberOf)]),
  );
  return { path, control };
}

/** Name, time, owner, group, mode and size, each of its own width; what is odd is filled up. */
function memberOf([name, content]: [string, Buffer]): Buffer[] {
  const widths = [
    [name, 16],
    ['0', 12],
    ['0', 6],
    ['0', 6],
    ['100644', 8],
    [`${content.length}`, 10],
  ] as const;
  const header = widths.map(([text, width]) => text.padEnd(width)).join('');
  return [Buffer.from(`${header}\`\n`), content, Buffer.from(content.length % 2 === 1 ? '\n' : '')];
}

/** A tar archive made by as many calls of tar, one behind the other: each adds to what is there. */
export function tarOf(file: string, ...calls: readonly (readonly string[])[]): Buffer {
  for (const [index, call] of calls.entries())
    execFileSync('tar', [index === 0 ? '-cPf' : '-rPf', file, ...call]);
  return readFileSync(file);
}
