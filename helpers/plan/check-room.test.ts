import { expect, test } from 'vitest';
import { smallDisk, WITHOUT_DISK } from '../testing/small-disk.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { checkRoom } from './check-room.ts';

test('a scratch directory without room is told in one line, before anything is played', async (context) => {
  checkRoom(temporaryFolder());
  const small = await smallDisk(context, 'size=4m');
  if (small === undefined) return context.skip(WITHOUT_DISK);
  const told = `no space left in ${small}: 4 MiB are free, a run needs 16 at least; PARITY_SCRATCH names another folder`;
  expect(() => checkRoom(small)).toThrow(told);
  tried(context, {
    of: 'the disk',
    fault: 'a scratch file system of 4 MiB',
    how: 'a run begins there',
    outcome: told.replace(small, '<scratch>'),
  });
});
