import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodeOf } from '../process/exit-code.ts';
import { eventually } from '../testing/eventually.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { makeScratch } from './scratch.ts';

const of = 'scratch space';
const OWN = `instar-parity-${process.getuid?.()}`;

/** Holds the scratch directory of another run until the test ends, as its guardian does. */
async function hold(folder: string, around: readonly string[] = []): Promise<void> {
  const [program = '', ...args] = [...around, 'flock', folder, 'sleep', '300'];
  const child = execa(program, args, { reject: false, stdio: 'ignore', detached: true });
  onTestFinished(async () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await child;
  });
  await eventually(() => exitCodeOf(['flock', '-n', folder, 'true']) !== 0, 'it is held');
}

/** A folder in which runs have left things: relative paths of files. */
function leftBy(...files: string[]): { parent: string; own: string } {
  const parent = temporaryFolder();
  for (const file of files) place(join(parent, file), '');
  return { parent, own: join(parent, OWN) };
}

test('a run sweeps what dead runs have left and ended ones have kept, and nothing else', async () => {
  const { parent, own } = leftBy(
    `${OWN}/run-dead01/tiny/x`,
    `${OWN}/kept-ended1/case-1/work/x`,
    `${OWN}/run-live01/x`,
    `${OWN}/kept-live01/x`,
    'instar-parity-notes/x',
    'instar-parity-4000000/run-other1/x',
    'run-other2/x',
  );
  await hold(join(own, 'run-live01'));
  const before = readdirSync(parent);
  const { folder, kept } = await makeScratch(parent, 'sweep');
  expect(readdirSync(own).sort()).toEqual([basename(folder), 'kept-live01', 'run-live01'].sort());
  expect(readdirSync(parent)).toEqual(before);
  expect(existsSync(join(parent, 'instar-parity-4000000/run-other1/x'))).toBe(true);
  expect([dirname(kept), existsSync(kept)]).toEqual([own, false]);
});

test('a run that leaves what was kept still sweeps the scratch of dead runs', async () => {
  const { parent, own } = leftBy(`${OWN}/run-dead01/x`, `${OWN}/kept-dead01/x`);
  const { folder } = await makeScratch(parent, 'leave');
  expect(readdirSync(own).sort()).toEqual(['kept-dead01', basename(folder)].sort());
});

/** A process for which ours is no process at all, as in another container. */
const ELSEWHERE = ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--kill-child'];

test.skipIf(exitCodeOf([...ELSEWHERE, 'true']) !== 0)(
  'a run of another container is left alone',
  async (context) => {
    const { parent, own } = leftBy(`${OWN}/run-there1/x`);
    await hold(join(own, 'run-there1'), ELSEWHERE);
    const { folder } = await makeScratch(parent, 'sweep');
    expect(readdirSync(own).sort()).toEqual([basename(folder), 'run-there1'].sort());
    const outcome = `${existsSync(join(own, 'run-there1/x')) ? 'stays' : 'is gone'} while it lives`;
    tried(context, { of, fault: 'scratch of a run in another PID namespace', how: 'unshare --pid', outcome });
  },
);

test('what was locked against its owner is swept like the rest', async (context) => {
  const { parent, own } = leftBy(`${OWN}/run-dead01/case-1/work/x`);
  for (const path of ['run-dead01/case-1/work', 'run-dead01/case-1', 'run-dead01', '']) {
    chmodSync(join(own, path), 0);
  }
  const { folder } = await makeScratch(parent, 'sweep');
  expect(readdirSync(own)).toEqual([basename(folder)]);
  const outcome = existsSync(join(own, 'run-dead01')) ? 'stays' : 'is swept';
  tried(context, { of, fault: 'own leftovers of mode 000, and their folder too', how: 'chmod 000', outcome });
});

test.for([
  ['a file', (path: string) => writeFileSync(path, '')],
  ['a link to a folder', (path: string) => symlinkSync(temporaryFolder(), path)],
] as const)('%s under the name of the own folder is left alone', async ([what, make], context) => {
  const { parent, own } = leftBy();
  make(own);
  const { folder } = await makeScratch(parent, 'sweep');
  expect(dirname(folder)).not.toBe(own);
  const second = await makeScratch(parent, 'sweep');
  expect(dirname(second.folder)).toBe(dirname(folder));
  expect(dirname(dirname(folder))).toBe(parent);
  const outcome = 'the run works in another folder of its own';
  tried(context, {
    of,
    fault: `${what} in place of the folder of this user`,
    how: 'made before the run',
    outcome,
  });
});

test('a folder in which nothing can be made is one line', async () => {
  const parent = join(temporaryFolder(), 'none');
  await expect(makeScratch(parent, 'sweep')).rejects.toThrow(/^cannot make a scratch directory in [^\n]+$/);
});

test('runs that start and end at the same time do not meet', async () => {
  const parent = temporaryFolder();
  const made = await Promise.all(Array.from({ length: 8 }, () => makeScratch(parent, 'sweep')));
  for (const { folder } of made) mkdirSync(join(folder, 'tiny'));
  expect(new Set(made.map(({ folder }) => folder)).size).toBe(8);
});
