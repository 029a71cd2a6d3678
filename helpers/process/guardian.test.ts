import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { exitCodeOf } from './exit-code.ts';
import { isAlive } from './is-alive.ts';

/** What an owner starts, by what it does: each writes its process id to a file of its own. */
const STARTED = {
  plain: 'echo $$ > $at; exec sleep 300',
  deaf: `trap '' HUP INT TERM; echo $$ > $at; while :; do sleep 1; done`,
  // It waits, since a program that has ended is soon rid of what it has left running.
  'in another session': `exec setsid --wait sh -c 'echo $$ > $0; exec sleep 300' $at`,
  'holding the output from another session': `setsid sh -c 'echo $$ > $0; exec sleep 300' $at & sleep 300`,
} as const;

/** What it starts in another way, as Vitest starts its workers. */
const OTHERWISE = 'echo $$ > $at; exec sleep 300';

/** Knows neither the mark nor the folder: only a cgroup knows it. */
const STRANGER = `exec env -i setsid sh -c 'cd /; echo $$ > $0; exec sleep 300' $at`;

/** Whether this user may make a cgroup below its own, as guardian.sh does. */
function mayMakeCgroup(): boolean {
  const mounted = / (\S+) cgroup2 /.exec(readFileSync('/proc/mounts', 'utf8'))?.[1];
  const path = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
  if (mounted === undefined || path === undefined) return false;
  const probe = join(mounted, path, `instar-parity-probe-${process.pid}`);
  return exitCodeOf(['sh', '-c', 'mkdir "$0" && rmdir "$0"', probe]) === 0;
}

/** Takes the cgroups away from a program, as they are in most containers; its command line follows. */
const WITHOUT_CGROUPS = [
  'unshare',
  '--mount',
  'sh',
  '-c',
  'umount -l $(sed -n "s/^[^ ]* \\([^ ]*\\) cgroup2 .*/\\1/p" /proc/mounts) && exec "$@"',
  'sh',
];
const CGROUPS = mayMakeCgroup();

/** A process that runs programs by `run` and has a scratch directory, with what it has started. */
async function startOwner(scripts: Readonly<Record<string, string>>, around: readonly string[] = []) {
  const root = temporaryFolder();
  const scratch = join(root, 'scratch/run-abc123');
  const at = (name: string) => join(root, name.replaceAll(' ', '-'));
  const text = [
    `import { spawn } from 'node:child_process';`,
    `import { guard } from '${import.meta.dirname}/guardian.ts';`,
    `import { mkdirSync } from 'node:fs';`,
    `import { lockFolder, REMOVE } from '${import.meta.dirname}/lock.ts';`,
    `import { run } from '${import.meta.dirname}/run.ts';`,
    `await guard();`,
    `mkdirSync('${scratch}', { recursive: true });`,
    `await lockFolder('${scratch}', { farewell: REMOVE });`,
    ...Object.entries(scripts).map(([name, script]) => {
      const args = JSON.stringify(['-c', script.replaceAll('$at', at(name))]);
      return `run({ program: '/bin/sh', args: ${args}, cwd: '${scratch}', timeLimit: 1e6 });`;
    }),
    `spawn('/bin/sh', ['-c', '${OTHERWISE.replaceAll('$at', at('otherwise'))}'], { detached: true, stdio: 'ignore' });`,
    `process.on('SIGUSR2', () => process.exit(0));`,
    'setInterval(() => {}, 1000);',
  ];
  const file = place(join(root, 'owner.mts'), text.join('\n'));
  const [program = '', ...args] = [...around, process.execPath, '--import', 'tsx', file];
  const child = execa(program, args, {
    cwd: join(import.meta.dirname, '../..'),
    reject: false,
    stdin: 'ignore',
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const told = () =>
    [...Object.keys(scripts), 'otherwise'].map((name) =>
      existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '',
    );
  await eventually(
    () => told().every((id) => id.endsWith('\n')),
    () => `all have started: ${told()}`,
  );
  return { child, scratch, pids: told().map(Number) };
}

test.for(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'a process that ends by %s leaves nothing behind',
  async (signal, context) => {
    const { child, scratch, pids } = await startOwner(STARTED, CGROUPS ? WITHOUT_CGROUPS : []);
    expect(pids.every(isAlive)).toBe(true);
    expect(existsSync(scratch)).toBe(true);
    child.kill(signal);
    expect(await child).toMatchObject({ signal });
    await eventually(
      () => !pids.some(isAlive),
      () => `all are gone: ${pids.filter(isAlive)}`,
    );
    await eventually(() => !existsSync(scratch), 'the scratch directory is gone');
    const outcome = `${pids.filter(isAlive).length} processes and no scratch directory are left`;
    const how = `kill -${signal.slice(3)}; it has started programs that are ${Object.keys(STARTED).join(', ')}`;
    tried(context, {
      of: 'signals and processes',
      fault: `a worker or a run ends by ${signal}`,
      how,
      outcome,
    });
  },
);

test.skipIf(!CGROUPS)('a cgroup knows also what has given up all traces', async (context) => {
  const { child, scratch, pids } = await startOwner({ stranger: STRANGER });
  child.kill('SIGKILL');
  await eventually(() => !pids.some(isAlive), 'the stranger is gone');
  // Who holds it was started after its owner had joined the cgroup, and is not killed with it.
  await eventually(() => !existsSync(scratch), 'the scratch directory is gone');
  const outcome = `${pids.filter(isAlive).length} processes are left where a cgroup may be made`;
  const how = 'env -i setsid, in another folder, and the run is killed';
  tried(context, { of: 'signals and processes', fault: 'a daemon without traces', how, outcome });
});

test('a process that ends by itself takes what it has left along', async () => {
  const { child, pids } = await startOwner({ deaf: STARTED.deaf });
  child.kill('SIGUSR2');
  await child;
  await eventually(() => !pids.some(isAlive), 'all are gone');
});
