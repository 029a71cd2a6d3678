import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const made = new Set<string>();

/** Makes a folder that goes when the test file is done. */
export function temporaryFolder(within = tmpdir()): string {
  const path = mkdtempSync(join(within, 'parity-test-'));
  made.add(path);
  return path;
}

/** Removes the folders of a test file (after-each-file.ts). */
export function removeTemporaryFolders(): void {
  for (const path of made) rmSync(path, { recursive: true, force: true });
  made.clear();
}

/** Writes a file, with its folders. */
export function place(path: string, text: string, mode = 0o644): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

/** Writes an executable shell script. */
export function script(path: string, body: string): string {
  return place(path, `#!/bin/sh\n${body}\n`, 0o755);
}
