import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../files/group-by.ts';
import { filesIn } from '../files/read.ts';
import { UsageError } from '../text/usage-error.ts';
import { emptyFolder, type Ground } from './ground.ts';
import { preloading, start } from './measure.ts';
import type { RunName } from './part-names.ts';
import { profileLines } from './profile-text.ts';
import { type CpuProfile, selfTimes } from './profile-times.ts';
import { prepareRun } from './runs.ts';
import { lastWords } from './vitest-run.ts';

/**
 * Runs something once with V8's CPU profiler in every Node process.
 *
 * @returns lines for each role of process
 * @throws UsageError where the run fails
 */
export async function profile(name: RunName, ground: Ground): Promise<string[]> {
  const run = await prepareRun(name, ground);
  const folder = emptyFolder(ground, 'profiles');
  const result = await start(ground.commands, preloading(run, 'profile', { folder }));
  if (result.code !== 0) throw new UsageError(`${name} has failed: ${lastWords(result)}`);
  const roles = groupBy(filesIn(folder), (file) => file.replace(/-\d+\.cpuprofile$/, ''));
  return [...roles].flatMap(([role, files]) => {
    const profiles = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile);
    return ['', ...profileLines(role, files.length, selfTimes(profiles, ground.root))];
  });
}
