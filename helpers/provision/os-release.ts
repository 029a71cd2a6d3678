import { readFile } from 'node:fs/promises';
import type { Family } from './suites.ts';

/** Which archive family a host belongs to, and which release of it the host itself runs. */
export interface Host {
  readonly family: Family | undefined;
  /** name of the family's release, e.g. `trixie`; rolling hosts may have none */
  readonly codename: string | undefined;
  /** for messages */
  readonly name: string;
}

/** Reads the `KEY=value` and `KEY="value"` lines of os-release(5). */
export function parseOsRelease(text: string): Host {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z_0-9]+)=(["']?)(.*)\2\s*$/.exec(line);
    if (match) fields.set(match[1] as string, match[3] as string);
  }
  // ID_LIKE is ordered from the closest relative on: a derivative of Ubuntu says "ubuntu debian".
  const ids = [fields.get('ID') ?? '', ...(fields.get('ID_LIKE') ?? '').split(/\s+/)];
  const family = ids.find((id): id is Family => id === 'debian' || id === 'ubuntu');
  // A derivative has a code name of its own and states its base's beside it.
  const base = family && fields.get(`${family.toUpperCase()}_CODENAME`);
  const codename = base ?? fields.get('VERSION_CODENAME');
  return { family, codename: codename || undefined, name: fields.get('PRETTY_NAME') ?? ids[0] ?? '' };
}

/** The host as os-release(5) describes it; a host without the file belongs to no family. */
export async function readHost(): Promise<Host> {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return parseOsRelease(await readFile(file, 'utf8'));
    } catch {
      // the second place is where os-release(5) says to look next
    }
  }
  return { family: undefined, codename: undefined, name: 'this system' };
}
