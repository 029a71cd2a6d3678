import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { candidateProgram } from '../../references/candidate-place.ts';
import { hostArch } from '../../references/host-arch.ts';
import { type ArchiveKey, makeArchiveKey, publish } from '../../testing/apt-archive.ts';
import { type CandidateDebs, candidateDebs, WITHOUT_REAL_PROGRAM } from '../../testing/candidate-debs.ts';
import { eventually } from '../../testing/eventually.ts';
import {
  PROVISIONER,
  processesOf,
  provisionerEnvironment,
  startProvisioner,
} from '../../testing/provisioner.ts';
import { serveBut, serveFolder, trickle } from '../../testing/serve.ts';
import { runOnSmallDisk, WITHOUT_SMALL_DISK } from '../../testing/small-disk.ts';
import { place, script, temporaryFolder } from '../../testing/temporary.ts';
import { everything, states } from '../../testing/tree.ts';
import { tried } from '../../testing/tried.ts';
import { shellQuote } from '../../text/shell-quote.ts';
import { readHost } from '../os-release.ts';
import { fetchableNamed } from './candidates.ts';

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);
const NAME = 'vbox-img';
const { family, codename } = await readHost();
const component = fetchableNamed(NAME).component[family ?? 'debian'];

let key: ArchiveKey;
let made: CandidateDebs;

/** Runs the command as a user would. @param binaries name of the folder that it fills */
async function fetch(binaries: string, archives: readonly string[] = [], ...more: string[]) {
  const keyring = archives.length > 0 ? ['--keyring', at('key.asc')] : [];
  const run = startProvisioner(folder, at(binaries), archives, ['--candidate', NAME, ...keyring, ...more]);
  const { exitCode, stdout, stderr } = await run;
  const lines = (text: string) =>
    text
      .replaceAll(folder, '$FOLDER')
      .split('\n')
      .filter((line) => line !== '');
  return { code: exitCode, out: lines(stdout), err: lines(stderr) };
}

/** An archive of the command line, with what it has in two components. */
const byFile = (name: string) => `deb file:${at(name)} x main contrib`;

const programIn = (binaries: string) => candidateProgram(at(binaries), NAME);
const recordIn = (binaries: string) =>
  JSON.parse(readFileSync(join(dirname(programIn(binaries)), 'source.json'), 'utf8'));

/** Has this host's apt know an archive, and of it no component but main. */
function hostKnows(name: string, text: (uri: string) => string, file: string): void {
  const hosts = place(at('sources.list.d', file), text(`file:${at(name)}`));
  onTestFinished(() => rmSync(hosts));
}
const asStanza = (uri: string) =>
  `Types: deb\nURIs: ${uri}\nSuites: ${codename}\nComponents: main\nSigned-By: ${at('key.asc')}\n`;
const asLine = (uri: string) => `deb [signed-by=${at('key.asc')}] ${uri} ${codename} main\n`;

beforeAll(async () => {
  key = await makeArchiveKey();
  place(at('key.asc'), key.armored);
});

test.skipIf(!family || !codename)(
  'where no suite has the package it is one line, and nothing is left',
  async () => {
    await publish(at('without'), { suite: codename ?? '', debs: [], key });
    hostKnows('without', asStanza, 'host.sources');
    const { code, err } = await fetch('none');
    expect(err).toEqual([
      expect.stringMatching(
        new RegExp(
          `^error vbox-img: no suite of file:\\$FOLDER/without has the package virtualbox in its component ${component} \\(.*\\); --archive names another archive$`,
        ),
      ),
    ]);
    expect(err.join()).toContain(`doesn't have the component '${component}'`);
    expect(code).toBe(1);
    expect(readdirSync(at('none', 'candidates'))).toEqual([]);
  },
);

test('one that was put there by hand stays, and nobody is asked for another', async () => {
  script(programIn('by-hand'), 'exit 0');
  const before = everything(at('by-hand'));
  const { code, out, err } = await fetch('by-hand', [], '--force');
  expect([code, err]).toEqual([0, []]);
  const home = `$FOLDER/by-hand/candidates/${hostArch()}/vbox-img`;
  expect(out).toEqual([`keep  vbox-img: ${home} was put there by hand (no source.json)`]);
  expect(everything(at('by-hand'))).toEqual(before);
});

describe.skipIf(WITHOUT_REAL_PROGRAM)('of a made-up package', () => {
  beforeAll(async () => {
    made = candidateDebs(at('sources/first'), '7.0-1');
    const { own, others } = made;
    await publish(at('whole'), { suite: 'x', debs: others, more: { contrib: [own] }, key });
  });

  test.skipIf(!family || !codename).for([
    ['a stanza', asStanza, 'host.sources'],
    ['a line', asLine, 'host.list'],
  ] as const)(
    'it comes out of a component that the host does not name, with its main archive written as %s',
    async ([, text, file]) => {
      await publish(at('host'), {
        suite: codename ?? '',
        debs: made.others,
        more: { [component]: [made.own] },
        key,
      });
      hostKnows('host', text, file);
      const { code, out, err } = await fetch(file);
      expect(err).toEqual([]);
      expect(out).toEqual([
        `asking file:$FOLDER/host for virtualbox in ${component}`,
        expect.stringMatching(`^fetch ${codename}: virtualbox 7.0-1, 4 packages, `),
        expect.stringMatching(`^fetch ${codename}: what vbox-img is linked with, 1 package, `),
        `done  vbox-img: ${codename} 7.0-1`,
        expect.stringMatching(
          `MB downloaded, .* s; \\$FOLDER/${file}/candidates/${hostArch()}/vbox-img/vbox-img$`,
        ),
      ]);
      expect(code).toBe(0);
      expect(recordIn(file)).toEqual({
        suite: codename,
        package: 'virtualbox',
        package_version: '7.0-1',
        program: 'root/usr/bin/vbox-img',
      });
      expect(readdirSync(at(file))).toEqual(['candidates']);
      expect(readdirSync(at(file, 'candidates'))).toEqual([hostArch()]);
    },
  );

  test('it runs with its own loader, which has its name, wherever its folder is moved to', async () => {
    expect((await fetch('moved', [byFile('whole')])).err).toEqual([]);
    const home = dirname(programIn('moved'));
    cpSync(home, at('another place'), { recursive: true });
    rmSync(home, { recursive: true });
    const moved = at('another place', NAME);
    expect(execFileSync(moved, ['--version'], { encoding: 'utf8' })).toMatch(/^qemu-img version /);
    expect(readdirSync(at('another place/root/loader'))).toEqual([NAME]);
    expect(existsSync(at('another place/root/usr/share'))).toBe(false);
  });

  test('what is installed is fetched again when it is older, or by force', async () => {
    const archives = [byFile('whole')];
    expect((await fetch('again', archives)).code).toBe(0);
    const before = states(at('again'));
    const from = 'x of file:$FOLDER/whole 7.0-1';
    expect(await fetch('again', archives)).toMatchObject({
      code: 0,
      out: ['asking x of file:$FOLDER/whole', `have  vbox-img: ${from}`],
      err: [],
    });
    expect(states(at('again'))).toEqual(before);
    expect((await fetch('again', archives, '--force')).out).toContainEqual(`done  vbox-img: ${from}`);
    expect(states(at('again'))).not.toEqual(before);

    const newer = candidateDebs(at('sources/newer'), '7.0-2');
    await publish(at('newer'), { suite: 'x', debs: newer.others, more: { contrib: [newer.own] }, key });
    const taken = await fetch('again', [...archives, byFile('newer')]);
    expect(taken.out).toContainEqual('done  vbox-img: x of file:$FOLDER/newer 7.0-2');
    expect(recordIn('again')).toMatchObject({ package_version: '7.0-2', archive: `file:${at('newer')}` });
    const kept = await fetch('again', archives);
    expect(kept.out).toContainEqual(`keep  vbox-img: x of file:$FOLDER/newer 7.0-2 is newer than ${from}`);
    expect(recordIn('again')).toMatchObject({ package_version: '7.0-2' });
  });

  test('a library whose package nobody names nearby is found in all that would be installed', async () => {
    const depends = { libnear: 'libc6', unusedFar: 'libfar' };
    const { own, others } = candidateDebs(at('sources/hidden'), '7.0-1', depends);
    await publish(at('hidden'), { suite: 'x', debs: others, more: { contrib: [own] }, key });
    const { out, err } = await fetch('hidden-binaries', [byFile('hidden')]);
    expect(err).toEqual([]);
    expect(out).toContainEqual('done  vbox-img: x of file:$FOLDER/hidden 7.0-1');
  });

  test('a fetch that fails is one line, and what was there stays as it was', async (context) => {
    const archives = [byFile('whole')];
    expect((await fetch('failing', archives)).code).toBe(0);
    const before = everything(at('failing/candidates'));
    const newer = candidateDebs(at('sources/damaged'), '7.0-9');
    await publish(at('damaged'), { suite: 'x', debs: newer.others, more: { contrib: [newer.own] }, key });
    cpSync(made.own.path, at('damaged/pool', newer.own.path.split('/').at(-1) ?? ''));
    const web = await serveFolder(at('damaged'));
    const damaged = await fetch('failing', [`deb ${web} x main contrib`]);
    expect(damaged.err).toEqual([
      expect.stringMatching(/^error vbox-img: virtualbox_7\.0-9_.* is not the file/),
    ]);
    expect(damaged.code).toBe(1);

    const lacking = candidateDebs(at('sources/lacking'), '7.0-9', { libnear: 'libc6' });
    await publish(at('lacking'), { suite: 'x', debs: lacking.others, more: { contrib: [lacking.own] }, key });
    const missing = await fetch('failing', [byFile('lacking')]);
    expect(missing.err).toEqual([
      expect.stringMatching(/^error vbox-img: vbox-img needs libpcre\S*, which no package brings$/),
    ]);
    expect((await fetch('failing', [byFile('nowhere')])).err).toEqual([
      expect.stringMatching(/^error x of file:\$FOLDER\/nowhere: there is no such suite/),
    ]);
    expect(everything(at('failing/candidates'))).toEqual(before);
    tried(context, {
      of: 'provisioning',
      fault: "a candidate's package that is not the one that the signed index means",
      how: 'a private signed archive that real apt asks',
      outcome: `exit code ${damaged.code}, one line; the candidate that was there is as it was`,
    });
  });

  test('a run that is ended leaves what was there, and what a killed one has left goes with the next', async (context) => {
    expect((await fetch('ended', [byFile('whole')])).code).toBe(0);
    const before = everything(at('ended/candidates'));
    let begun = false;
    const web = await serveBut(at('whole'), '.deb', (request, response) => {
      begun = true;
      trickle(request, response);
    });
    const more = ['--candidate', NAME, '--force', '--keyring', at('key.asc')];
    const run = startProvisioner(folder, at('ended'), [`deb ${web} x main contrib`], more);
    await eventually(() => begun, 'downloading');
    process.kill(-(run.pid ?? 0), 'SIGINT');
    const { exitCode, stderr } = await run;
    expect([exitCode, stderr]).toEqual([130, 'ended by SIGINT: what was not finished is removed again']);
    expect(everything(at('ended/candidates'))).toEqual(before);
    const left = processesOf(at('ended'));
    expect(left).toEqual([]);
    tried(context, {
      of: 'provisioning',
      fault: 'SIGINT while a candidate is downloaded',
      how: 'to the process group, as a terminal does',
      outcome: `exit code ${exitCode}, "${stderr}"; processes left: ${left.length}; the candidate that was there is as it was`,
    });

    place(at('ended/candidates/.staging-01234567/content'), '');
    const { out } = await fetch('ended', [byFile('whole')]);
    expect(out).toContainEqual('removed 1 leftover of a run that was killed');
    expect(readdirSync(at('ended/candidates'))).toEqual([hostArch()]);
  });

  test('a full disk is one line, and no file is left on it', async (context) => {
    if (WITHOUT_SMALL_DISK) return context.skip(WITHOUT_SMALL_DISK);
    mkdirSync(at('disk'));
    const argv = [
      ...PROVISIONER,
      '--candidate',
      NAME,
      '--archive',
      byFile('whole'),
      '--keyring',
      at('key.asc'),
    ];
    const run = `${argv.map(shellQuote).join(' ')} > /dev/null; echo "exit code $?"; find "$2" -type f`;
    const environment = provisionerEnvironment(folder, at('disk'));
    const { stdout, stderr } = await runOnSmallDisk(at('disk'), 'size=4m', run, environment);
    expect(stderr).toMatch(/^no space left in \S+\/disk\/candidates \(needed about \d+ MiB\)$/);
    expect(stdout).toBe('exit code 1');
    tried(context, {
      of: 'provisioning',
      fault: 'a disk so full that a candidate cannot be fetched',
      how: 'a tmpfs, and a private signed archive that real apt asks',
      outcome: `${stdout}, no file is left: ${stderr.replace(at('disk'), '$FOLDER')}`,
    });
  });
});
