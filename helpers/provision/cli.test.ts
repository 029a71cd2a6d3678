import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { hostArch } from '../references/host-arch.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
const tsx = fileURLToPath(import.meta.resolve('tsx'));

/** Runs the command as a user would, with a folder of its own and only these programs on PATH. */
async function provision(argv: string[], prepare: (folder: string) => void = () => undefined) {
  const scratch = temporaryFolder();
  const folder = join(scratch, 'binaries');
  const path = join(scratch, 'path');
  mkdirSync(path);
  symlinkSync(process.execPath, join(path, 'node'));
  for (const name of ['sh', 'bash']) symlinkSync(`/bin/${name}`, join(path, name));
  prepare(folder);
  const result = await execa(process.execPath, ['--import', tsx, cli, ...argv], {
    reject: false,
    extendEnv: false,
    env: { PATH: path, HOME: scratch, QEMU_IMG_BINARIES: folder },
  });
  const clean = (text: string) => text.replaceAll(folder, '$FOLDER');
  return { code: result.exitCode, stdout: clean(result.stdout), stderr: clean(result.stderr) };
}

/** Puts a release there by hand. */
function dropIn(folder: string): void {
  script(join(folder, hostArch(), '9.8.7/qemu-img'), 'echo qemu-img version 9.8.7');
}

const byHand = `put a qemu-img in by hand as $FOLDER/${hostArch()}/<release>/qemu-img, e.g. .../10.0.2/qemu-img`;

test('--help names every option', async () => {
  const { code, stdout } = await provision(['--help']);
  expect(code).toBe(0);
  const options = ['--list', '--only', '--force', '--no-images', '--if-empty', '--archive', '--keyring'];
  for (const option of [
    ...options,
    '--time-limit',
    '--build',
    '--releases',
    '--candidate',
    'QEMU_IMG_BINARIES',
  ]) {
    expect(stdout).toContain(option);
  }
});

test('an unknown option is one line and exit 2', async () => {
  const stderr = "Unknown option '--frob'; --help shows the options";
  expect(await provision(['--frob'])).toEqual({ code: 2, stdout: '', stderr });
});

test('--if-empty does nothing where a release is', async () => {
  const stdout = `1 reference in $FOLDER/${hostArch()}; npm run provision looks for more`;
  expect(await provision(['--if-empty'], dropIn)).toEqual({ code: 0, stdout, stderr: '' });
});

test('without apt: how to go on, and failure only where nothing is installed', async () => {
  const stderr = `there is no apt-get here; ${byHand}`;
  expect(await provision(['--if-empty'])).toEqual({ code: 1, stdout: '', stderr });
  expect(await provision([], dropIn)).toEqual({ code: 0, stdout: '', stderr });
});

test('without apt an archive that somebody named is a failure, whatever is installed', async () => {
  const stderr = `there is no apt-get here; ${byHand}`;
  const archive = ['--archive', 'deb http://mirror.example/debian sid main'];
  expect(await provision(archive, dropIn)).toEqual({ code: 1, stdout: '', stderr });
});

test('without apt a candidate is a failure, whatever is installed, and may be named', async () => {
  const stderr = 'there is no apt-get here; name the program with PARITY_BINARY=/path/to/vbox-img';
  expect(await provision(['--candidate', 'vbox-img'], dropIn)).toEqual({ code: 1, stdout: '', stderr });
});

test('--list shows what is installed also where nothing can be fetched', async () => {
  const { code, stdout } = await provision(['--list'], dropIn);
  expect(code).toBe(0);
  expect(stdout).toBe(`installed in $FOLDER/${hostArch()}:
  9.8.7  dropped in  qemu-img version 9.8.7
candidates:
  vbox-img  not fetched; npm run provision -- --candidate vbox-img`);
});
