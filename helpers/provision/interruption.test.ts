import { existsSync, readdirSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { constants } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { hostArch } from '../references/host-arch.ts';
import { type Deb, makeArchiveKey, makeDeb, publish } from '../testing/apt-archive.ts';
import { eventually } from '../testing/eventually.ts';
import { makeContext } from '../testing/provision-context.ts';
import { debsOf, leftInTemporary, processesOf, startProvisioner } from '../testing/provisioner.ts';
import { serveBut, serveFolder, trickle } from '../testing/serve.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { everything } from '../testing/tree.ts';
import { tried } from '../testing/tried.ts';

const DIE_AT_RENAME = fileURLToPath(new URL('../testing/die-at-rename.mjs', import.meta.url));
const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);

/** An archive that brings a run to a stage, and keeps it there. */
interface Stage {
  readonly uri: string;
  readonly isReached: () => boolean;
}
const stages: Record<string, Stage> = {};

beforeAll(async () => {
  const key = await makeArchiveKey();
  place(at('key.asc'), key.armored);
  const { qemu, libc } = debsOf(folder, '9.8.7', 'plain');
  await publish(at('plain'), { suite: 'x', debs: [qemu, libc], key });
  const slow = (uri: string, begun: () => boolean): Stage => ({ uri, isReached: begun });
  const trickling = async (ending: string) => {
    let begun = false;
    const answer: RequestListener = (request, response) => {
      begun = true;
      trickle(request, response);
    };
    return slow(await serveBut(at('plain'), ending, answer), () => begun);
  };
  stages['asking an archive'] = await trickling('InRelease');
  stages.downloading = await trickling('.deb');
  stages['downloading slowly'] = await trickling('.deb');
  const hanging: Deb = hangingPackage();
  await publish(at('hanging'), { suite: 'x', debs: [hanging, libc], key });
  stages['running what was unpacked'] = slow(await serveFolder(at('hanging')), () => existsSync(at('begun')));
});

/** A package whose program never says which release it is. */
function hangingPackage(): Deb {
  const sources = at('sources/hanging');
  script(join(sources, 'qemu-utils/usr/bin/qemu-img'), `: > '${at('begun')}'; sleep 600 & wait`);
  return makeDeb(sources, 'qemu-utils', '1:9.8.7+dfsg-1', 'Depends: libc6\n');
}

/** A folder with an older package of the release that the archives have. @returns its path, and what is in it */
function filled(name: string): { binaries: string; before: Record<string, string> } {
  const binaries = at(name);
  const home = join(binaries, hostArch(), '9.8.7');
  script(join(home, 'qemu-img'), 'echo qemu-img version 9.8.7');
  const record = {
    suite: 'x',
    package: 'qemu-utils',
    package_version: '1:9.8.7+dfsg-0',
    program: 'qemu-img',
  };
  place(join(home, 'source.json'), JSON.stringify(record));
  return { binaries, before: everything(binaries) };
}

const start = (binaries: string, uri: string, environment: Readonly<Record<string, string>> = {}) =>
  startProvisioner(folder, binaries, [`deb ${uri} x main`], ['--keyring', at('key.asc')], environment);

test.for([
  ['asking an archive', 'SIGHUP', 1],
  ['downloading', 'SIGINT', 2],
  ['running what was unpacked', 'SIGTERM', 1],
] as const)(
  '%s is ended by %s (times: %i) with one line, and leaves nothing',
  async ([stage, signal, times], context) => {
    const { uri, isReached } = stages[stage] as Stage;
    const { binaries, before } = filled(signal);
    const run = start(binaries, uri);
    await eventually(isReached, stage);
    for (let time = 0; time < times; time++) process.kill(-(run.pid ?? 0), signal);
    const { exitCode, stderr } = await run;
    expect(exitCode).toBe(128 + constants.signals[signal]);
    expect(stderr).toBe(`ended by ${signal}: what was not finished is removed again`);
    expect(everything(binaries)).toEqual(before);
    const left = [...leftInTemporary(folder), ...processesOf(binaries)];
    expect(left).toEqual([]);
    tried(context, {
      of: 'provisioning',
      fault: `${signal}${times > 1 ? ', twice,' : ''} while ${stage}`,
      how: 'to the process group, as a terminal does',
      outcome: `exit code ${exitCode}, "${stderr}"; files and processes left: ${left.length}`,
    });
  },
);

test.for(['downloading slowly', 'running what was unpacked'])(
  'a run that is killed while %s leaves no process and no file',
  async (stage, context) => {
    rmSync(at('begun'), { force: true });
    const { uri, isReached } = stages[stage] as Stage;
    const { binaries, before } = filled(`SIGKILL-${stage.replaceAll(' ', '-')}`);
    const run = start(binaries, uri);
    await eventually(isReached, stage);
    process.kill(-(run.pid ?? 0), 'SIGKILL');
    await run;
    await eventually(() => readdirSync(binaries).length === 1, 'the staging is gone');
    expect(everything(binaries)).toEqual(before);
    await eventually(
      () => processesOf(binaries).length === 0,
      () => processesOf(binaries).join('\n'),
    );
    expect(leftInTemporary(folder)).toEqual([]);
    const left = [...leftInTemporary(folder), ...processesOf(binaries)];
    tried(context, {
      of: 'provisioning',
      fault: `SIGKILL while ${stage}`,
      how: 'to the process group',
      outcome: `files and processes left: ${left.length}; what is installed as it was`,
    });
  },
);

test('a run that is killed between the two renames of a replacement has replaced nothing', async (context) => {
  const { binaries, before } = filled('renames');
  const environment = {
    NODE_OPTIONS: `--import=${DIE_AT_RENAME}`,
    DIE_AT_RENAME_OF: `/${hostArch()}/9.8.7`,
    DIE_AT_RENAME: '2',
  };
  const { signal } = await start(binaries, `file:${at('plain')}`, environment);
  expect(signal).toBe('SIGKILL');
  await eventually(() => readdirSync(binaries).length === 1, 'the staging is gone');
  const after = everything(binaries);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  const home = join(hostArch(), '9.8.7');
  for (const name of [home, join(home, 'qemu-img'), join(home, 'source.json')])
    expect(after[name]).toBe(before[name]);
  tried(context, {
    of: 'provisioning',
    fault: 'SIGKILL between the two renames of a replacement',
    how: 'to the process group, before the second one',
    outcome: `the release is there as it was (${Object.keys(after).length - 2} files); files left: ${readdirSync(binaries).length - 1}`,
  });
});

test('what a killed run could not clear away is cleared by the next, and never of one that still runs', async () => {
  const { stagings, binaries } = makeContext(at('two'));
  for (const name of ['', 'candidates']) place(join(binaries, name, '.staging-01234567/content'), '');
  const held = await stagings.create(binaries, 'held');
  const { exitCode, stdout } = await start(binaries, `file:${at('plain')}`);
  expect(stdout).toContain('removed 2 leftovers of a run that was killed');
  expect([exitCode, existsSync(held)]).toEqual([0, true]);
  await stagings.remove();
  expect(readdirSync(binaries).sort()).toEqual(['candidates', hostArch()].sort());
  expect(readdirSync(join(binaries, 'candidates'))).toEqual([]);
});
