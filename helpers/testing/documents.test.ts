import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readVersionsFile } from '../baselines/versions-file.ts';
import { type Ending, run } from '../process/run.ts';
import { parseOptions } from '../provision/options.ts';
import { hostArch } from '../references/host-arch.ts';
import { highest, installed, WITHOUT_RELEASE } from './releases.ts';
import { REPOSITORY } from './run-vitest.ts';
import { scratchFolder } from './scratch-folder.ts';
import { copyProject } from './small-copy.ts';
import { writeStandIn } from './stand-in/launcher.ts';

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

function commandsOfCheck(): string[] {
  return readFileSync(join(REPOSITORY, CHECKED_BY), 'utf8').split('\n');
}

/** Provisioning needs the distribution's archives, so it is held against the parser of its command line. */
const PROVISION = /^npm run provision(?: -- (?<args>.*))?$/;

/** What checks a checkout: what it runs need not be run again, this run among it. */
const CHECKED_BY = '.ci/run';

/** What has been run before any test can be, what runs this one, and what is run beside it. */
const OF_THIS_RUN = [...commandsOfCheck(), 'npm ci', 'npm ci && npm test'];

/**
 * That a whole run ends is seen in a part of it: the stand-in's own test plays cells of every kind with a candidate, and the
 * self-check of every cell is the other half of the run that this test is part of.
 */
const ONE_SUITE = 'suites/commit';

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

/** It starts what is installed, which is started without it in a quarter of the time; and nothing is fetched so. */
const NPX = /(^| )npx /;

/** Brings what is derived from the baselines up to date, so it goes before the others. */
const RECORDING = 'npx vitest -u';

const recorded = readVersionsFile(join(REPOSITORY, 'expected-outputs'));

/** What commands ask of baselines is seen in a few releases too: those that they name, as in `-t '@ 10.0'`. */
const named = played.flatMap((command) => [...command.matchAll(/@ ([\d.]+)/g)].map(([, part = '']) => part));
const isKept = (version: string) =>
  version === highest?.version || named.some((part) => `${version}.`.startsWith(`${part}.`));
const kept = Object.keys(recorded).filter(isKept);

/** Suites that commands name; of the others the copy has no baselines, so that recording all takes no longer than these. */
const suitesNamed = new Set(
  [ONE_SUITE, ...played].flatMap((command) =>
    [...command.matchAll(/suites\/(\w+)/g)].map(([, name = '']) => name),
  ),
);

test.for(DOCUMENTS)('%s has commands', (document) => {
  expect(commandsOf(document).length).toBeGreaterThan(5);
});

test('no command runs all tests, this one among them', () => {
  const chosen = /vitest run (?:suites|--project parity|--project harness helpers)/;
  expect(played.filter((command) => command.includes('vitest run') && !chosen.test(command))).toEqual([]);
});

test('what no test runs is run by whoever checks a checkout', () => {
  expect(commandsOfCheck()).toEqual(
    expect.arrayContaining(['npm run typecheck', 'npm run lint', 'npm test']),
  );
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
  const folder = scratchFolder();
  const copy = join(folder, 'project');
  const ended = new Map<string, Promise<Ended>>();
  let standIn = '';

  beforeAll(async () => {
    if (!highest) throw new Error(WITHOUT_RELEASE);
    await copyProject(copy, { releases: kept, suites: suitesNamed });
    standIn = writeStandIn(folder, highest.program);
    for (const name of ['node_modules', 'fixtures/fetched'])
      symlinkSync(join(REPOSITORY, name), join(copy, name));
    const binaries = join(copy, 'qemu-img-binaries', hostArch());
    mkdirSync(binaries);
    for (const release of installed) {
      if (isKept(release.version)) symlinkSync(release.folder, join(binaries, release.version));
    }
    await shell('git init -q', copy);
    await once(concrete(RECORDING));
  }, LIMIT);

  test.for([...new Set([RECORDING, ...played])])('%s', { timeout: LIMIT }, async (command) => {
    const { ending, text } = await once(concrete(command));
    expect(ending, `${concrete(command)}\n${text}`).toEqual({ kind: 'exited', code: 0 });
  });

  /** A document's command with the programs of this machine in it, and few releases. */
  function concrete(command: string): string {
    const here = command
      .replace(/^npm ci && /, '')
      .replace('/path/to/instar', standIn)
      .replace(/^(PARITY_BINARY=.* --project parity)$/, `$1 ${ONE_SUITE}`)
      .replace(/^npm run parity$/, `$& -- ${ONE_SUITE} suites/tree`)
      .replace('/usr/bin/qemu-img', highest?.program ?? '');
    return narrowed(
      here === RECORDING
        ? `${here} ${[...suitesNamed, 'tree'].map((name) => `suites/${name}`).join(' ')}`
        : here,
    );
  }

  /** Documents say some commands in more than one way. */
  function once(command: string): Promise<Ended> {
    const run = ended.get(command) ?? shell(command, copy);
    ended.set(command, run);
    return run;
  }

  async function shell(command: string, cwd: string): Promise<Ended> {
    const { ending, stdout, stderr } = await run({
      program: '/bin/sh',
      args: ['-c', command.replace(NPX, '$1node_modules/.bin/')],
      cwd,
      env: { HOME: folder, NO_COLOR: '1' },
      timeLimit: LIMIT,
    });
    return { ending, text: `${stdout}\n${stderr}` };
  }
});

interface Ended {
  readonly ending: Ending;
  readonly text: string;
}

/** One release is enough to see that a command works, unless it chooses for itself. */
function narrowed(command: string): string {
  return / -t |PARITY_VERSIONS/.test(command) ? command : `PARITY_VERSIONS=latest ${command}`;
}
