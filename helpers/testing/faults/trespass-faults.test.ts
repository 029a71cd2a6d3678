import { appendFileSync, copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sha256Of } from '../../cells/digest.ts';
import { Surroundings, type Watched } from '../../cells/surroundings.ts';
import { bytesOf } from '../../files/entries.ts';
import { stampOf } from '../../files/look.ts';
import { FIXTURES } from '../../images/image-files.ts';
import { unpackedImages } from '../../images/unpacked-images.ts';
import { imageIds, rowKey } from '../../pipeline/row.ts';
import { place as placeFile, temporaryFolder } from '../temporary.ts';
import { tried } from '../tried.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { results, told } from './try-faults.ts';

const CULPRIT = 'measure/qcow2/qcow2-overlay-chain__qcow2 human';
const { ground, rows } = await groundFor([
  CULPRIT,
  'create/qcow2/1M-default',
  'create/raw/1M-default',
  'measure/raw/raw-islands__raw json',
]);

const NO_IMAGES = { originals: () => new Map(), folders: () => [], restore: () => Promise.resolve() };

/** What a candidate does in one case, what is said of that one, and what the others do meanwhile. */
const TRESPASSES: readonly (readonly [fault: string, script: string, says: string])[] = [
  ['writes beside the folder of its case', ': >../../beside', 'changed or left behind ../../beside'],
  [
    'writes into the scratch directory of the run',
    ': >../../../beside',
    'changed or left behind ../../../beside',
  ],
  [
    'changes an unpacked image and sets its times back',
    'f=$(echo ../../images/images/qcow2-overlay-chain.*); touch -r $f "$TMPDIR/t"; chmod u+w $f; printf x | dd of=$f bs=1 seek=600 conv=notrunc status=none; touch -r "$TMPDIR/t" $f; rm "$TMPDIR/t"',
    'changed or left behind ../../images/images/qcow2-overlay-chain.qcow2',
  ],
  [
    'removes the unpacked images',
    'rm -rf ../../images',
    'changed or left behind ../../images/images/qcow2-base-for-chain.qcow2',
  ],
  [
    'writes beside the unpacked images',
    ': >../../images/images/beside',
    'changed or left behind ../../images/images/beside',
  ],
  [
    'writes into the folder of unpacked images',
    ': >../../images/beside',
    'changed or left behind ../../images/beside',
  ],
  [
    'makes a folder among the unpacked images',
    'mkdir -p ../../images/new/folder',
    'changed or left behind ../../images/new',
  ],
  [
    'writes a name that is no text beside the folder of its case',
    ': >"../../$(printf "\\377")"',
    'changed or left behind ../../\\udcff',
  ],
  ['locks the unpacked images', 'chmod 0 ../../images/images', 'changed or left behind ../../images/images'],
  [
    'puts a file in the place of the unpacked images',
    'rm -rf ../../images; : >../../images',
    'changed or left behind ../../images',
  ],
  [
    'changes its input and sets its times back',
    'f=$(echo qcow2-overlay-chain.*); touch -r $f "$TMPDIR/t"; chmod u+w $f; printf x | dd of=$f bs=1 seek=600 conv=notrunc status=none; touch -r "$TMPDIR/t" $f; chmod u-w $f; rm "$TMPDIR/t"',
    'reading changed or left behind work/qcow2-overlay-chain.qcow2',
  ],
];

test.for(TRESPASSES)(
  'a candidate that %s is found out, and nobody beside it',
  async ([fault, script, says], context) => {
    if (!ground) return context.skip(WITHOUT_RELEASE);
    const run = temporaryFolder();
    const scratch = join(run, 'suite');
    const kept = join(run, 'kept');
    const ids = rows.flatMap(imageIds);
    const images = unpackedImages(ids, { fixtures: FIXTURES, scratch });
    const surroundings = new Surroundings({ scratch, kept, images, run: { folder: run, suites: ['suite'] } });
    const program = writeLauncher(ground.folder, fault, ground.reference.program, {
      on: '*',
      script: `then_do '[ ! -e qcow2-overlay-chain.qcow2 ] || { ${script}; }' "$@"`,
    });
    const conditions = { scratch, kept, image: images.image, surroundings };
    const verdicts = await ground.judge(program, rows, conditions);
    const verdict = verdicts.get(CULPRIT);
    const expected = Object.fromEntries(
      rows.map((row) => [rowKey(row), rowKey(row) === CULPRIT ? 'error' : 'match']),
    );
    expect(results(verdicts), told(verdict)).toEqual(expected);
    const [judgement] = verdict && 'judgements' in verdict ? verdict.judgements : [];
    const reason = judgement?.result === 'error' ? judgement.reason : '';
    expect(reason).toContain(says);
    expect(readdirSync(run).filter((name) => name !== '.found')).toEqual(['suite']);
    expect(readdirSync(scratch).filter((name) => !name.startsWith('case-'))).toEqual(['images']);
    // What was spoilt is right again: the real program is judged by it.
    for (const [path, image] of images.originals()) expect(await sha256Of(path)).toBe(image.sha256);
    const faithful = await ground.judge(ground.reference.program, rows, conditions);
    expect(Object.values(results(faithful))).toEqual(rows.map(() => 'match'));
    tried(context, {
      of: 'trespass',
      fault: `a candidate ${fault}`,
      how: 'in one of four cells',
      outcome: reason,
    });
  },
);

test('files of a case that are changed while nothing of it runs are told so, with who ran', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const { reference } = ground;
  const scratch = temporaryFolder();
  const kept = join(scratch, 'kept');
  const surroundings = new BusySurroundings({ scratch, kept, images: NO_IMAGES });
  const row = rows.filter((each) => rowKey(each) === 'create/qcow2/1M-default');
  // Asked for when the candidate has read the image, and before the reference does.
  const reader = () => {
    for (const name of readdirSync(scratch)) appendFileSync(join(scratch, name, 'work/image.qcow2'), 'x');
    return reference;
  };
  const verdicts = await ground.judge(reference.program, row, { scratch, kept, surroundings, reader });
  const said = told(verdicts.get('create/qcow2/1M-default'));
  const reason =
    'its files were changed while nothing of it ran: changed or left behind work/image.qcow2; the candidate ran in measure/0, measure/1, measure/2, measure/3, measure/4, 5 more cases';
  expect(JSON.parse(said)).toMatchObject([{ reader: 'candidate', result: 'error', reason }]);
  tried(context, {
    of: 'trespass',
    fault: "a case's files are changed by somebody else",
    how: 'between two readings',
    outcome: reason.replace(/measure.*/, '...'),
  });
});

/** Where the candidate has run in ten more cases. */
class BusySurroundings extends Surroundings {
  override ranSince(time: number): string[] {
    return [...super.ranSince(time), ...Array.from({ length: 10 }, (_, count) => `measure/${count}`)];
  }
}

test('images that are gone while they are copied are put right, and copied again', async () => {
  const scratch = temporaryFolder();
  const folder = join(scratch, 'images');
  const path = join(folder, 'image');
  let inTheWay = 0;
  const restore = async () => {
    if (inTheWay++ === 1) writeFileSync(folder, '');
    placeFile(path, 'a');
  };
  await restore();
  const original = { sha256: await sha256Of(path), stamp: stampOf(path) };
  const images = { originals: () => new Map([[path, original]]), folders: () => [folder], restore };
  const surroundings = new Surroundings({ scratch, kept: join(scratch, 'kept'), images });
  let attempts = 0;
  await surroundings.copyImages(async () => {
    if (attempts++ === 0) rmSync(folder, { recursive: true });
    copyFileSync(path, join(scratch, 'copy'));
  });
  expect(attempts).toBe(2);
  const failing = surroundings.copyImages(() => Promise.reject(new Error('of another cause')));
  await expect(failing).rejects.toThrow('of another cause');
});

test('what a candidate of another process has written into the shared directory is told there as well', async () => {
  const run = temporaryFolder();
  const images = NO_IMAGES;
  const [one, other] = ['one', 'other'].map(
    (suite) =>
      new Surroundings({
        scratch: join(run, suite),
        kept: join(run, 'kept'),
        images,
        run: { folder: run, suites: ['one', 'other'] },
      }),
  );
  const found: (string | undefined)[] = [];
  const second = await other?.watch('one', async () => {
    const first = await one?.watch('other', async () => writeFileSync(join(run, 'stray'), ''));
    found.push(
      ...(first?.trespass ?? []).map(({ location }) => ('file' in location ? basename(location.file) : '')),
    );
    expect(first?.inCompany).toBe(true);
  });
  expect(found).toEqual(['stray']);
  expect(second?.trespass).toMatchObject([{ location: { kind: 'file', file: '../../../stray' } }]);
  expect(readdirSync(run)).toEqual(['.found']);
  expect((await one?.watch('other', async () => undefined))?.trespass).toEqual([]);
});

test('what is told to another process may have any name, and lie where a candidate has put something else', async () => {
  const run = temporaryFolder();
  const site = { kept: join(run, 'kept'), images: NO_IMAGES };
  const suites = ['one', 'other'];
  const [one, other] = suites.map(
    (suite) => new Surroundings({ ...site, scratch: join(run, suite), run: { folder: run, suites } }),
  );
  const names = ['n'.repeat(255), 'two\nlines', '\udcff'];
  writeFileSync(join(run, '.found'), 'no folder');
  const second = await other?.watch('one', async () => {
    await one?.watch('other', async () => {
      for (const name of names) writeFileSync(bytesOf(join(run, name)), '');
    });
  });
  const found = second?.trespass.map(({ location }) => ('file' in location ? location.file : ''));
  expect(found?.sort()).toEqual(names.map((name) => `../../../${name}`).sort());
});

test('a reading that was done again, since another was seen beside it, answers for both times', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const scratch = temporaryFolder();
  const done = join(temporaryFolder(), 'done');
  const program = writeLauncher(ground.folder, 'changes the image once', ground.reference.program, {
    on: 'info',
    script: `then_do "[ -e ${done} ] || { : >${done}; printf x | dd of=image.qcow2 bs=1 seek=600 conv=notrunc status=none; }" "$@"`,
  });
  const row = rows.filter((each) => rowKey(each) === 'create/qcow2/1M-default');
  const surroundings = new InCompany({ scratch, kept: join(scratch, 'kept'), images: NO_IMAGES });
  const verdicts = await ground.judge(program, row, { scratch, kept: join(scratch, 'kept'), surroundings });
  const reason = 'reading changed or left behind work/image.qcow2';
  const said = told(verdicts.get('create/qcow2/1M-default'));
  expect(JSON.parse(said)).toMatchObject([{ reader: 'candidate', result: 'error', reason }]);
});

/** Finds at the second job, which is the first reading, that somebody may have trespassed beside it. */
class InCompany extends Surroundings {
  #jobs = 0;

  override async watch<T>(who: string, job: () => Promise<T>): Promise<Watched<T>> {
    const watched = await super.watch(who, job);
    if (++this.#jobs !== 2) return watched;
    const trespass = [{ location: { kind: 'file', file: '../../beside' }, actual: 'left behind' }] as const;
    return { ...watched, trespass, inCompany: true };
  }
}

test('nobody is charged with what had appeared in the shared directory before it began', async () => {
  const run = temporaryFolder();
  const site = { scratch: join(run, 'suite'), kept: join(run, 'kept'), images: NO_IMAGES };
  const surroundings = new Surroundings({ ...site, run: { folder: run, suites: ['suite'] } });
  const found: number[] = [];
  const first = await surroundings.watch('one', async () => {
    writeFileSync(join(run, 'stray'), '');
    // Longer than the clock of files may be behind.
    await sleep(50);
    found.push((await surroundings.watch('other', async () => undefined)).trespass.length);
  });
  expect([first.trespass.length, ...found]).toEqual([1, 0]);
});
