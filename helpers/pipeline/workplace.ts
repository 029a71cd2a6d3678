import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseFiles } from './row.ts';

/**
 * Where one pipeline is played: `work/` is the directory of every step, `home/` and `tmp/` are what HOME and TMPDIR
 * point to, so that what a program leaves beside its own files is found.
 */
export interface Workplace {
  readonly top: string;
  readonly work: string;
  readonly env: Readonly<Record<string, string>>;
  /** what may lie in `work/`, with its placeholders */
  readonly files: CaseFiles;
}

export function makeWorkplace(scratch: string, files: CaseFiles): Workplace {
  const top = mkdtempSync(join(scratch, 'case-'));
  const at = (name: string) => {
    const path = join(top, name);
    mkdirSync(path);
    return path;
  };
  return { top, work: at('work'), env: { HOME: at('home'), TMPDIR: at('tmp') }, files };
}

export function removeWorkplace(place: Workplace): void {
  rmSync(place.top, { recursive: true, force: true });
}

/** What lies in a workplace that does not belong there, as paths seen from its `work/`. */
export function strayFiles({ top, files }: Workplace): string[] {
  const found = readdirSync(top).flatMap((folder) => {
    if (!['work', 'home', 'tmp'].includes(folder)) return [`../${folder}`];
    const names = readdirSync(join(top, folder)).filter((name) => folder !== 'work' || !(name in files));
    return names.map((name) => `${folder}/${name}`);
  });
  return found.sort();
}
