import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A triple of the fixture project on disk. */
export interface OnDisk {
  readonly target: string;
  readonly version: string;
  readonly stem: string;
  /** path without the endings */
  readonly path: string;
  readonly stdout: string;
  readonly stderr: string;
  /** text; empty where there is none */
  readonly meta: string;
}

/** All triples under a type's folder, profiles left out, by what is there of them. */
export function triplesUnder(type: string): OnDisk[] {
  const found = new Map<string, { target: string; version: string; stem: string; path: string }>();
  for (const entry of readdirSync(type, { recursive: true, withFileTypes: true })) {
    const match = /^(.+)\.(?:stdout\.txt|stderr\.txt|meta\.json)$/.exec(entry.name);
    const folder = entry.parentPath.slice(type.length + 1);
    const [target = '', version = ''] = folder.split('/');
    if (!match?.[1] || target === 'profiles') continue;
    const path = join(type, folder, match[1]);
    found.set(path, { target, version, stem: match[1], path });
  }
  const text = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  return [...found.values()]
    .map((triple) => ({
      ...triple,
      stdout: text(`${triple.path}.stdout.txt`),
      stderr: text(`${triple.path}.stderr.txt`),
      meta: text(`${triple.path}.meta.json`),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
