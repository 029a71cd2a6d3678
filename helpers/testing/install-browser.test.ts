import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../process/run.ts';
import { which } from '../process/which.ts';
import { REPOSITORY } from './run-vitest.ts';
import { place, script, temporaryFolder } from './temporary.ts';
import { tried } from './tried.ts';

const SCRIPT = join(REPOSITORY, '.ci/browser');

/** What the script itself needs of a machine. */
const TOOLS = ['bash', 'env', 'find', 'grep', 'mktemp', 'rm', 'tail'];

interface Machine {
  readonly path: string;
  readonly fonts: string;
  /** what its apt-get was asked, one a line */
  asked(): string[];
}

/**
 * A machine without a browser.
 *
 * @param packages that its apt-get has, with the program that each brings; `after` those it has after an update only
 * @param isRoot else it has a sudo, but one that asks for a password
 */
async function makeMachine({
  packages = {},
  after = {},
  isRoot = true,
}: {
  packages?: Record<string, string>;
  after?: Record<string, string>;
  isRoot?: boolean;
}): Promise<Machine> {
  const folder = temporaryFolder();
  const path = join(folder, 'bin');
  const asked = join(folder, 'asked');
  const fonts = join(folder, 'fonts');
  mkdirSync(path);
  for (const tool of TOOLS) symlinkSync((await which(tool)) ?? '', join(path, tool));
  script(join(path, 'id'), `echo ${isRoot ? 0 : 1000}`);
  script(join(path, 'sudo'), 'echo "sudo: a password is required" >&2; exit 1');
  for (const [name, program] of Object.entries({ ...packages, ...after })) {
    const isFont = name.startsWith('fonts-');
    place(join(folder, 'archive', name), isFont ? 'a font' : `#!/bin/sh\n${program}\n`, 0o755);
  }
  const [of, updated] = [packages, after].map((list) => Object.keys(list).join(' '));
  script(
    join(path, 'apt-get'),
    `echo "$*" >> ${asked}
for last in "$@"; do :; done
[ "$last" != update ] || { : > ${folder}/updated; exit; }
have=' ${of} '
[ ! -e ${folder}/updated ] || have="\${have}${updated} "
case $have in *" $last "*) ;; *) echo "E: Unable to locate package $last" >&2; exit 100 ;; esac
case $last in
  fonts-*) PATH=/usr/bin:/bin; mkdir -p ${fonts} && cp ${folder}/archive/$last ${fonts}/$last.ttf ;;
  *) PATH=/usr/bin:/bin; cp ${folder}/archive/$last ${path}/ ;;
esac`,
  );
  return {
    path,
    fonts,
    asked: () => (existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : []),
  };
}

async function install({ path, fonts }: Machine, env: Record<string, string> = { CI: 'true' }) {
  const { ending, stdout, stderr } = await run({
    program: SCRIPT,
    args: [],
    cwd: path,
    env: { PATH: path, FONTS: fonts, ...env },
    timeLimit: 60_000,
  });
  return { code: ending.kind === 'exited' ? ending.code : ending.kind, stdout, stderr };
}

const WORKS = 'echo Chromium 150.0';
const STUB = 'echo "requires the chromium snap to be installed" >&2; exit 1';
const installs = (asked: string[]) => asked.map((line) => line.replace(/.* /, ''));

test('where there are both nothing is installed, and the browser is named', async () => {
  const machine = await makeMachine({});
  place(join(machine.fonts, 'a.ttf'), '');
  const named = script(join(machine.fonts, 'browser'), WORKS);
  expect(await install(machine, { CHROMIUM: named })).toEqual({
    code: 0,
    stdout: `browser: ${named}\n`,
    stderr: '',
  });
  expect(machine.asked()).toEqual([]);
});

test('the small browser is taken where the distribution has it, and a font', async () => {
  const machine = await makeMachine({
    packages: { 'chromium-headless-shell': WORKS, chromium: WORKS, 'fonts-liberation': '' },
  });
  expect(await install(machine)).toEqual({
    code: 0,
    stdout: 'browser: chromium-headless-shell\n',
    stderr: '',
  });
  expect(installs(machine.asked())).toEqual(['chromium-headless-shell', 'fonts-liberation']);
});

test('lists are fetched once, and only where nothing is found without', async () => {
  const machine = await makeMachine({ after: { chromium: WORKS, 'fonts-dejavu-core': '' } });
  expect(await install(machine)).toEqual({ code: 0, stdout: 'browser: chromium\n', stderr: '' });
  expect(installs(machine.asked()).filter((what) => what === 'update')).toEqual(['update']);
});

test.for<[string, Parameters<typeof makeMachine>[0], string]>([
  ['no archive has any', { packages: { 'fonts-liberation': '' } }, 'E: Unable to locate package chromium'],
  ['sudo asks for a password', { isRoot: false }, 'sudo: a password is required'],
  [
    'what is installed is a stub',
    { packages: { chromium: STUB, 'fonts-liberation': '' } },
    'what apt installed does not run',
  ],
])('where %s it says so in one line, and fails in CI', async ([where, of, why], context) => {
  const machine = await makeMachine(of);
  const inCi = await install(machine);
  expect(inCi).toMatchObject({ code: 1, stdout: '' });
  const lines = inCi.stderr.split('\n').filter((line) => line.includes('Chromium'));
  expect(lines).toEqual([expect.stringContaining(why)]);
  expect(await install(machine, {})).toMatchObject({ code: 0, stderr: inCi.stderr });
  const fault = { fault: `no browser: ${where}`, how: '.ci/browser' };
  tried(context, { of: 'continuous integration', ...fault, outcome: `one line: ${why}` });
});
