import { cpSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../process/is-alive.ts';
import { eventually } from '../testing/eventually.ts';
import { recordTiny } from '../testing/record-tiny.ts';
import { type OnDisk, triplesUnder } from '../testing/recorded.ts';
import { highest, installed } from '../testing/releases.ts';
import { REPOSITORY, runVitest, vitestCommand } from '../testing/run-vitest.ts';
import { leftInScratch, type MadeTestbed, makeTestbed } from '../testing/testbed.ts';
import { contents } from '../testing/tree.ts';

const DIE_AT_RENAME = join(REPOSITORY, 'helpers/testing/die-at-rename.mjs');
const OLD = 'old';

/** Marks every file of every triple as of an earlier run, in which everything was different. */
function age(testbed: MadeTestbed): void {
  for (const { path, stdout, stderr, meta } of triplesUnder(testbed.tiny)) {
    const other = stdout === '' ? '' : `${JSON.stringify({ ...JSON.parse(stdout), [OLD]: true }, null, 4)}\n`;
    writeFileSync(`${path}.stdout.txt`, other);
    writeFileSync(`${path}.stderr.txt`, `${stderr}${OLD}\n`);
    writeFileSync(`${path}.meta.json`, `${JSON.stringify({ ...JSON.parse(meta), [OLD]: true }, null, 2)}\n`);
  }
}

/** Which of a triple's files are of the earlier run; a triple without a meta is none. */
function ages({ stdout, stderr, meta }: OnDisk): boolean[] {
  if (meta === '') return [];
  return [...(stdout === '' ? [] : [stdout]), stderr, meta].map((text) => text.includes(OLD));
}

function rewritten(testbed: MadeTestbed): number {
  return triplesUnder(testbed.tiny).filter(({ meta }) => meta !== '' && !meta.includes(OLD)).length;
}

/** Processes of a group, and those that work in the testbed's scratch folder. */
function remaining({ scratch }: MadeTestbed, leader: number): number[] {
  const pids = readdirSync('/proc').map(Number);
  return pids.filter((pid) => isAlive(pid) && (groupOf(pid) === leader || folderOf(pid).startsWith(scratch)));
}

function groupOf(pid: number): number {
  try {
    // Fields behind the name in parentheses: state, parent, group.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]);
  } catch {
    return Number.NaN;
  }
}

function folderOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

describe.skipIf(installed.length === 0)('a recording that is killed', () => {
  let recorded: MadeTestbed;
  beforeAll(async () => {
    recorded = makeTestbed([highest]);
    await recordTiny(recorded);
  });

  // A triple is three renames; before the second one its stdout is new and the rest is not.
  test.for([1, 2, 3, 7])('before its file number %i', async (at) => {
    const testbed = aged();
    const env = { DIE_AT_RENAME: String(at), NODE_OPTIONS: `--import ${DIE_AT_RENAME}` };
    const { pid, ended } = start(testbed, env);
    expect(await ended).toBe('SIGKILL');
    await expectNoHarm(testbed, pid, Math.ceil(at / 3) - 1);
  });

  test('together with nothing of what it had started', async () => {
    const testbed = aged();
    const { pid, ended, kill } = start(testbed);
    await eventually(() => rewritten(testbed) > 0, 'the recording has begun');
    // Its workers end on their own when they lose it.
    kill();
    await ended;
    await expectNoHarm(testbed, pid, 0);
  });

  function aged(): MadeTestbed {
    const testbed = makeTestbed([highest]);
    cpSync(recorded.expectedOutputs, testbed.expectedOutputs, { recursive: true });
    age(testbed);
    return testbed;
  }

  /** @param whole how many triples were rewritten at least */
  async function expectNoHarm(testbed: MadeTestbed, pid: number, whole: number): Promise<void> {
    await eventually(() => remaining(testbed, pid).length === 0, 'all processes of the run are gone');
    expect(rewritten(testbed)).toBeGreaterThanOrEqual(whole);
    const names = Object.keys(contents(recorded.tiny));
    for (const triple of triplesUnder(testbed.tiny)) {
      expect([triple.path, new Set(ages(triple)).size <= 1]).toEqual([triple.path, true]);
    }
    for (const [name, text] of Object.entries(contents(testbed.tiny))) {
      expect(names).toContain(name);
      if (name.endsWith('.json')) expect(() => JSON.parse(text), name).not.toThrow();
    }

    const again = await runVitest(testbed, ['-u', 'suites/tiny']);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(triplesUnder(testbed.tiny).flatMap(ages)).not.toContain(true);
    expect(Object.keys(contents(testbed.tiny)).sort()).toEqual(names.sort());
    expect(await leftInScratch(testbed)).toEqual([]);
    expect(Object.keys(contents(join(testbed.expectedOutputs, '.tmp')))).toEqual([]);
  }
});

/** Starts a recording as the leader of a process group. */
function start(testbed: MadeTestbed, more: Record<string, string> = {}) {
  const { program, args, cwd, env } = vitestCommand(testbed, ['-u', 'suites/tiny'], more);
  const options = { cwd, env, extendEnv: false, reject: false, detached: true, stdin: 'ignore' } as const;
  const child = execa(program, args, options);
  if (child.pid === undefined) throw new Error('not started');
  return {
    pid: child.pid,
    ended: child.then(({ signal }) => signal),
    kill: () => child.kill('SIGKILL'),
  };
}
