import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy } from '../files/group-by.ts';
import { filesIn } from '../files/read.ts';
import { UsageError } from '../text/usage-error.ts';
import { emptyFolder, type Ground } from './ground.ts';
import { preloading, start } from './measure.ts';
import type { ProfiledName } from './part-names.ts';
import { profileLines } from './profile-text.ts';
import { type CpuProfile, selfTimes } from './profile-times.ts';
import { prepareRun } from './runs.ts';

/**
 * Runs something once with V8's CPU profiler in every Node process.
 *
 * @returns lines for each role of process
 * @throws UsageError where the run fails
 */
export async function profile(name: ProfiledName, ground: Ground): Promise<string[]> {
  const run = await prepareRun(name, ground);
  const folder = emptyFolder(ground, 'profiles');
  const { code, stdout, stderr } = await start(ground.commands, preloading(run, 'profile', { folder }));
  if (code !== 0) throw new UsageError(`${name} has failed: ${lastLine(stderr) ?? lastLine(stdout) ?? code}`);
  const roles = groupBy(filesIn(folder), (file) => file.replace(/-\d+\.cpuprofile$/, ''));
  return [...roles].flatMap(([role, files]) => {
    const profiles = files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile);
    return ['', ...profileLines(role, files.length, selfTimes(profiles, ground.root))];
  });
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1) || undefined;
}
