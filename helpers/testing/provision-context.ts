import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Commands } from '../process/commands.ts';
import type { Context } from '../provision/context.ts';
import { Stagings } from '../provision/staging.ts';

/** What a run of the provisioner works with, in a folder of a test; what it has staged goes with the test. */
export function makeContext(folder: string): Context {
  const commands = new Commands();
  const stagings = new Stagings(commands);
  onTestFinished(() => stagings.remove());
  return {
    commands,
    stagings,
    timeLimit: 60_000,
    binaries: join(folder, 'binaries'),
    archFolder: join(folder, 'binaries/any'),
    fixtures: join(folder, 'fixtures'),
  };
}
