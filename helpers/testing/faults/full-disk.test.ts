import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sumsIn } from '../../baselines/sums.ts';
import { OutOfSpace } from '../../cells/out-of-space.ts';
import { CandidatePatience } from '../../cells/patience.ts';
import { recordCell } from '../../cells/record-cell.ts';
import { RoomPatience } from '../../cells/room-patience.ts';
import { Surroundings } from '../../cells/surroundings.ts';
import { rowKey } from '../../pipeline/row.ts';
import { smallDisk, WITHOUT_DISK } from '../small-disk.ts';
import { temporaryFolder } from '../temporary.ts';
import { tried } from '../tried.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import type { ProvingGround } from './proving-ground.ts';
import { results, told } from './try-faults.ts';

const CREATE = 'create/qcow2/1M-default';
const ROWS = [
  'create/qcow2/1G-cs-4k',
  CREATE,
  'dd/raw/1M-qcow2-whole-raw',
  'commit/qcow2/1M-seeded-explicit',
  'measure/qcow2/qcow2-overlay-chain__qcow2 human',
] as const;

const { ground, rows } = await groundFor(ROWS);

/** What a test sees of a text that names its folders and sizes. */
function plain(text: string, scratch: string): string {
  return text.replaceAll(scratch, '<scratch>').replace(/\d+ MiB, \d+ files/, 'N MiB, N files');
}

/** The same ground with its workplaces on another file system. */
function on(scratch: string) {
  const images = { originals: () => new Map(), folders: () => [], restore: () => Promise.resolve() };
  const kept = join(scratch, 'kept');
  return { scratch, kept, surroundings: new Surroundings({ scratch, kept, images }) };
}

/** In one case, and there alone, does something before it ends; else it is the real program. */
function inOneCase(at: ProvingGround, name: string, script: string): string {
  const path = writeLauncher(at.folder, name, at.reference.program, {
    on: 'create',
    script: `case "$*" in *cluster_size=4k*) ;; *" 1M"*) ${script} ;; esac\nexec "$REAL" "$@"`,
  });
  return path;
}

const FILLERS = [
  [
    'fills the scratch file system and fails',
    'size=48m',
    'cat /dev/zero >image.qcow2; echo "No space left on device" >&2; exit 1',
  ],
  [
    'fills the scratch file system and says nothing of it',
    'size=48m',
    'cat /dev/zero >image.qcow2 2>&1; exit 0',
  ],
  [
    'fills the scratch file system with files in its temporary folder',
    'size=48m',
    'i=0; while head -c 4194304 /dev/zero >"$TMPDIR/$i"; do i=$((i + 1)); done; exit 1',
  ],
  [
    'uses up the files of the scratch file system',
    'size=48m,nr_inodes=2000',
    'i=0; while : >"$TMPDIR/$i"; do i=$((i + 1)); done; exit 1',
  ],
  [
    'fills the scratch file system beside the folder of its case',
    'size=48m',
    'cat /dev/zero >../../beside; exit 1',
  ],
] as const;

test.for(FILLERS)('a candidate that %s: others are judged, and nothing stays', async (filler, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const [fault, options, script] = filler;
  const scratch = await smallDisk(context, options);
  if (scratch === undefined) return context.skip(WITHOUT_DISK);
  const program = inOneCase(ground, fault, script);
  const verdicts = await ground.judge(program, rows, { ...on(scratch), timeLimit: 20_000 });
  const expected = Object.fromEntries(
    rows.map((row) => [rowKey(row), rowKey(row) === CREATE ? 'error' : 'match']),
  );
  expect(results(verdicts), [...verdicts.values()].map(told).join('\n')).toEqual(expected);
  const said = plain(told(verdicts.get(CREATE)), scratch);
  expect(said).toMatch(
    /no space left in <scratch> \(this case's files take N MiB|left behind \.\.\/\.\.\/beside/,
  );
  // A reference's twin is kept for whoever is judged beside it; nothing else is.
  expect(readdirSync(scratch).filter((name) => !name.startsWith('case-'))).toEqual([]);
  const { reason } = JSON.parse(said.split('\n', 1)[0] ?? '')[0];
  tried(context, {
    of: 'the disk',
    fault: `a candidate ${fault}`,
    how: 'in one of five cells',
    outcome: reason,
  });
});

/** Remembers how long each wait was to be. */
class ToldPatience extends RoomPatience {
  readonly waits: number[] = [];

  override next(timeLimit: number): number {
    this.waits.push(super.next(timeLimit));
    return super.next(timeLimit);
  }
}

test("a scratch file system that somebody else fills is nobody's fault, and is waited for once", async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const scratch = await smallDisk(context, 'size=16m');
  if (scratch === undefined) return context.skip(WITHOUT_DISK);
  const program = inOneCase(ground, 'writes 1 MiB', 'head -c 1048576 /dev/zero >image.qcow2 || exit 1;');
  const row = rows.filter((each) => rowKey(each) === CREATE);
  const filling = join(scratch, 'filling');
  const fill = (left: number) => writeFileSync(filling, Buffer.alloc(16 * 1024 ** 2 - left));
  // There is room for all but what the candidate writes.
  fill(640 * 1024);
  const site = { ...on(scratch), timeLimit: 20_000 };
  const full = await ground.judge(program, row, site).catch((error: Error) => plain(error.message, scratch));
  expect(full).toBe('no space left in <scratch> (PARITY_SCRATCH names another folder)');
  expect(readdirSync(scratch)).toEqual(['filling']);
  fill(128 * 1024);
  const roomPatience = new ToldPatience();
  const waiting = { ...on(scratch), timeLimit: 300, roomPatience };
  for (let cell = 0; cell < 3; cell++) {
    await expect(ground.judge(program, row, waiting)).rejects.toThrow('no space left');
  }
  expect(roomPatience.waits.filter((wait) => wait === 300)).toHaveLength(1);
  expect(roomPatience.waits.length).toBeGreaterThan(2);
  rmSync(filling);
  const room = await ground.judge(program, row, waiting);
  expect(results(room), told(room.get(CREATE))).toEqual({ [CREATE]: 'match' });
  expect(roomPatience.next(300)).toBe(300);
  tried(context, {
    of: 'the disk',
    fault: 'the scratch file system is filled by somebody else',
    how: 'while cells are judged',
    outcome: full as string,
  });
});

/** Is asked before each step of the candidate: at two it meets a full file system. */
class MeetingFullDisk extends CandidatePatience {
  readonly workplaces: number[] = [];
  readonly #scratch: string;

  constructor(scratch: string) {
    super();
    this.#scratch = scratch;
  }

  override next(timeLimit: number): ReturnType<CandidatePatience['next']> {
    this.workplaces.push(readdirSync(this.#scratch).length);
    if (this.workplaces.length <= 2) throw new OutOfSpace(this.#scratch);
    return super.next(timeLimit);
  }
}

test('what an attempt has made that ended for want of room goes at once', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const scratch = temporaryFolder();
  const row = rows.filter((each) => rowKey(each) === CREATE);
  const patience = new MeetingFullDisk(scratch);
  const verdicts = await ground.judge(ground.reference.program, row, { ...on(scratch), patience });
  expect(results(verdicts), told(verdicts.get(CREATE))).toEqual({ [CREATE]: 'match' });
  expect(patience.workplaces.slice(0, 3)).toEqual([1, 1, 1]);
});

test('a release that has no room is not recorded as one that refuses', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const scratch = await smallDisk(context, 'size=2m');
  if (scratch === undefined) return context.skip(WITHOUT_DISK);
  const row = rows.find((each) => rowKey(each) === CREATE);
  if (!row) throw new Error('no such row');
  const expectedOutputs = temporaryFolder();
  const recording = {
    expectedOutputs,
    sums: sumsIn(expectedOutputs),
    scratch,
    timeLimit: 200,
    signal: context.signal,
    images: [],
  };
  const filling = join(scratch, 'filling');
  writeFileSync(filling, Buffer.alloc(2 * 1024 ** 2 - 128 * 1024));
  const full = await recordCell(row, ground.reference, recording);
  const release = `qemu-img ${ground.reference.release}`;
  const reason = `${release}: no space left in ${scratch} (PARITY_SCRATCH names another folder); not recorded, what was recorded before stays`;
  expect(full).toEqual({ kind: 'failed', reason });
  expect(readdirSync(expectedOutputs)).toEqual([]);
  expect(readdirSync(scratch)).toEqual(['filling']);
  rmSync(filling);
  expect(await recordCell(row, ground.reference, { ...recording, timeLimit: 20_000 })).toMatchObject({
    kind: 'recorded',
  });
  tried(context, {
    of: 'the disk',
    fault: 'no room in the scratch file system',
    how: 'while a case is recorded',
    outcome: plain(reason, scratch).replace(release, 'qemu-img RELEASE'),
  });
});
