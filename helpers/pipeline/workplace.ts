import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where one pipeline is played: `work/` is the directory of every step, `home/` and `tmp/` are what HOME and TMPDIR
 * point to. What a program leaves beside its own files is found there (stray.ts).
 */
export interface Workplace {
  readonly top: string;
  readonly work: string;
  readonly env: Readonly<Record<string, string>>;
}

export function makeWorkplace(scratch: string): Workplace {
  const top = mkdtempSync(join(scratch, 'case-'));
  const at = (name: string) => {
    const path = join(top, name);
    mkdirSync(path);
    return path;
  };
  return { top, work: at('work'), env: { HOME: at('home'), TMPDIR: at('tmp') } };
}

export function removeWorkplace(place: Workplace): void {
  rmSync(place.top, { recursive: true, force: true });
}

/**
 * What lies in a workplace that does not belong there, as paths relative to it.
 *
 * @param expected names that may be in `work/`
 */
export function strayFiles(place: Workplace, expected: Iterable<string>): string[] {
  const allowed = new Set([...expected].map((name) => `work/${name}`));
  const found = readdirSync(place.top).flatMap((folder) =>
    ['work', 'home', 'tmp'].includes(folder)
      ? readdirSync(join(place.top, folder)).map((name) => `${folder}/${name}`)
      : [`../${folder}`],
  );
  return found.filter((path) => !allowed.has(path)).sort();
}
