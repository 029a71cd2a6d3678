import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { describeEnding } from './describe-ending.ts';
import { run } from './run.ts';
import { limitFileSize } from './starters.ts';

const MIB = 2 ** 20;

test('who writes a longer file is ended by the kernel, and the file is no longer than that', async (context) => {
  const folder = temporaryFolder();
  const write = (name: string, bytes: number) =>
    run({
      program: '/bin/sh',
      args: ['-c', `exec head -c ${bytes} /dev/zero > ${name}`],
      cwd: folder,
      timeLimit: 30_000,
    });
  await limitFileSize(4 * MIB);
  try {
    expect((await write('short', 3 * MIB)).ending).toEqual({ kind: 'exited', code: 0 });
    const { ending } = await write('long', 5 * MIB);
    expect(ending).toEqual({ kind: 'signalled', signal: 'SIGXFSZ' });
    expect(statSync(join(folder, 'long')).size).toBe(4 * MIB);
    const outcome = describeEnding(ending);
    tried(context, {
      of: 'the disk',
      fault: 'a file that grows for ever',
      how: 'RLIMIT_FSIZE of 4 MiB',
      outcome,
    });
  } finally {
    await limitFileSize(Number.POSITIVE_INFINITY);
  }
});

test('where it cannot be limited that is an error', async () => {
  await expect(limitFileSize(Number.NaN)).rejects.toThrow(
    /^cannot start prlimit .*failed to parse FSIZE limit/,
  );
  await limitFileSize(Number.POSITIVE_INFINITY);
});
