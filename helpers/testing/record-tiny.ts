import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { foldersIn } from '../files/read.ts';
import { hostArch } from '../references/host-arch.ts';
import { runVitest } from './run-vitest.ts';
import type { MadeTestbed } from './testbed.ts';

/** What a recording makes. */
const RECORDED = ['expected-outputs', '__snapshots__', 'docs'];

/**
 * Gives a testbed, in which nothing is recorded yet, what `-u suites/tiny` makes with its releases. What that is depends on
 * nothing else, so it is recorded by the first test file that asks, and copied by all others of this run.
 *
 * @throws Error where the recording fails
 */
export async function recordTiny(testbed: MadeTestbed): Promise<void> {
  const releases = foldersIn(join(testbed.binaries, hostArch())).sort();
  const folder = inject('recordings');
  const shared = join(folder, ['tiny', ...releases].join('-'));
  if (existsSync(shared)) return copyRecorded(shared, testbed.root);
  const { exitCode, text } = await runVitest(testbed, ['-u', 'suites/tiny']);
  if (exitCode !== 0) throw new Error(`the fixture project could not be recorded:\n${text}`);
  mkdirSync(folder, { recursive: true });
  const made = mkdtempSync(`${shared}-`);
  copyRecorded(testbed.root, made);
  try {
    renameSync(made, shared);
  } catch {
    // Another test file, which was at it at the same time, was done first.
    rmSync(made, { recursive: true });
  }
}

/** Copies what was recorded in one testbed into another. */
export function copyRecorded(from: string, to: string): void {
  for (const folder of RECORDED) cpSync(join(from, folder), join(to, folder), { recursive: true });
}
