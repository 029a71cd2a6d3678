import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../process/run.ts';
import { parseOptions } from '../provision/options.ts';
import { hostArch } from '../references/host-arch.ts';
import { highest, WITHOUT_RELEASE } from './releases.ts';
import { REPOSITORY } from './run-vitest.ts';
import { writeStandIn } from './stand-in/launcher.ts';
import { temporaryFolder } from './temporary.ts';

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md'];

/** Generous: recording and verifying one release takes seconds. */
const LIMIT = 300_000;

/** The commands of a document's ```console blocks, without what is explained behind them. */
function commandsOf(document: string): string[] {
  const text = readFileSync(join(REPOSITORY, document), 'utf8');
  return [...text.matchAll(/^```console\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter((line) => line !== '');
}

/** Provisioning needs the distribution's archives, so it is held against the parser of its command line. */
const PROVISION = /^npm run provision(?: -- (?<args>.*))?$/;

/** What has been run before any test can be, and what runs this one. */
const OF_THIS_RUN = ['npm ci', 'npm test', 'npm ci && npm test'];

/** That a whole run with a candidate ends is seen in a part of it; the stand-in's own test plays every cell. */
const ONE_SUITE = 'suites/create';

/** Where the provisioner is explained, in blocks that hold other things too. */
const PROVISIONER = 'qemu-img-binaries/README.md';

function provisionersOf(document: string): string[] {
  const text = readFileSync(join(REPOSITORY, document), 'utf8').replace(/\\\n\s*/g, '');
  return [...text.matchAll(/^npm run provision.*$/gm)].map(([line]) => line.replace(/\s+# .*$/, ''));
}

const commands = [...new Set(DOCUMENTS.flatMap(commandsOf))];
const explained = provisionersOf(PROVISIONER);
const provisioning = [...new Set([...commands.filter((command) => PROVISION.test(command)), ...explained])];
const played = commands.filter(
  (command) => !provisioning.includes(command) && !OF_THIS_RUN.includes(command),
);

test.for(DOCUMENTS)('%s has commands', (document) => {
  expect(commandsOf(document).length).toBeGreaterThan(5);
});

test('no command runs all tests, this one among them', () => {
  const chosen = /vitest run (?:suites|--project parity|--project harness helpers)/;
  expect(played.filter((command) => command.includes('vitest run') && !chosen.test(command))).toEqual([]);
});

test('archives are among the commands', () => {
  expect(explained.filter((command) => command.includes(" --archive '"))).not.toEqual([]);
});

test.for(provisioning)('the provisioner understands %s', (command) => {
  const words = PROVISION.exec(command)?.groups?.args?.matchAll(/'([^']*)'|(\S+)/g) ?? [];
  const args = [...words].map(([, quoted, plain]) => quoted ?? plain ?? '');
  expect(parseOptions(args)).toMatchObject({ help: args.includes('--help') });
});

describe.skipIf(!highest)('in a copy of the project', () => {
  const folder = temporaryFolder();
  const copy = join(folder, 'project');
  let standIn = '';

  beforeAll(async () => {
    if (!highest) throw new Error(WITHOUT_RELEASE);
    mkdirSync(copy);
    const list = 'git ls-files -z -co --exclude-standard';
    await shell(`${list} | tar -c --null -T - --ignore-failed-read | tar -x -C '${copy}'`, REPOSITORY);
    standIn = writeStandIn(folder, highest.program);
    for (const name of ['node_modules', `qemu-img-binaries/${hostArch()}`, 'fixtures/fetched']) {
      symlinkSync(join(REPOSITORY, name), join(copy, name));
    }
    await shell('git init -q', copy);
  }, LIMIT);

  test.for(played)('%s', { timeout: LIMIT }, async (command) => {
    const { ending, text } = await shell(concrete(command), copy);
    expect(ending, `${concrete(command)}\n${text}`).toEqual({ kind: 'exited', code: 0 });
  });

  /** A document's command with the programs of this machine in it. */
  function concrete(command: string): string {
    return command
      .replace(/^npm ci && /, '')
      .replace('/path/to/instar', standIn)
      .replace(/^(PARITY_BINARY=.* --project parity)$/, `$1 ${ONE_SUITE}`)
      .replace('/usr/bin/qemu-img', highest?.program ?? '');
  }

  async function shell(command: string, cwd: string) {
    const env = { HOME: folder, NO_COLOR: '1', ...narrowed(command) };
    const { ending, stdout, stderr } = await run({
      program: '/bin/sh',
      args: ['-c', command],
      cwd,
      env,
      timeLimit: LIMIT,
    });
    return { ending, text: `${stdout}\n${stderr}` };
  }
});

/** One release is enough to see that a command works, unless it chooses for itself. */
function narrowed(command: string): Record<string, string> {
  return / -t |PARITY_VERSIONS/.test(command) ? {} : { PARITY_VERSIONS: 'latest' };
}
