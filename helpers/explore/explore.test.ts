import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { run } from '../process/run.ts';
import { eventually } from '../testing/eventually.ts';
import { highest, WITHOUT_RELEASE } from '../testing/releases.ts';
import { REPOSITORY } from '../testing/run-vitest.ts';
import { scratchFolder } from '../testing/scratch-folder.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import type { Exploration } from './exploration-file.ts';

const CLI = join(import.meta.dirname, 'cli.ts');

/** Explores in a process of its own. */
async function explore(report: string, ...args: string[]) {
  const scratch = scratchFolder();
  const { ending, stdout, stderr } = await run({
    program: process.execPath,
    args: ['--import', 'tsx', CLI, ...args],
    cwd: REPOSITORY,
    env: { HOME: scratch, PARITY_SCRATCH: scratch, PARITY_REPORT: report },
    timeLimit: 110_000,
  });
  const code = ending.kind === 'exited' ? ending.code : undefined;
  return { code, stdout, stderr, scratch };
}

function readReport(report: string): Exploration {
  return JSON.parse(readFileSync(join(report, 'explore.json'), 'utf8'));
}

/** A qemu-img whose dd loses the last sector where its blocks are no whole sectors. */
function lossy(qemuImg: string, qemuIo: string): string {
  const path = join(temporaryFolder(), 'lossy');
  const script = `#!/bin/bash
${qemuImg} "$@" || exit
[ "$1" = dd ] || exit 0
for word in "$@"; do case $word in of=*) of=\${word#of=} ;; bs=*) bs=\${word#bs=} ;; esac; done
[ $(( \${bs:-512} % 512 )) -ne 0 ] || exit 0
while [ "$1" != -O ]; do shift; done
size=$(${qemuImg} info -f "$2" --output=json "$of" | sed -n 's/^    "virtual-size": \\([0-9]*\\).*/\\1/p')
[ "$size" -lt 512 ] || ${qemuIo} -f "$2" -c "write -z $((size - 512)) 512" "$of" > /dev/null
`;
  writeFileSync(path, script, { mode: 0o755 });
  return path;
}

test('a dd that loses the last sector is found, made a single dd, told and played again', async (context) => {
  if (!highest?.io) return context.skip(WITHOUT_RELEASE);
  const report = temporaryFolder();
  const program = lossy(highest.program, highest.io);
  const asked = ['dd', '--candidate', 'qemu-img', '--binary', program, '--seed', '8', '--runs', '8'];
  const { code, stdout, stderr, scratch } = await explore(report, ...asked);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('--seed 8') });
  const { findings, ...rest } = readReport(report);
  expect(rest).toMatchObject({
    schema: 1,
    reference: highest.version,
    seed: 8,
    commands: ['dd'],
    ended: 'runs',
  });
  const [first] = findings;
  expect(first).toMatchObject({
    operation: 'dd',
    state: 'smallest',
    maybe: null,
    symptoms: [{ kind: 'guest content' }],
  });
  expect(first?.pipeline.subject).toHaveLength(1);
  expect(first?.pipeline.subject[0]).toMatchObject({
    op: 'dd',
    operands: [expect.stringMatching(/^bs=\d+$/)],
  });
  expect(stdout).toContain(`as an entry of the case table\n     ${first?.entry}`);
  for (const line of first?.reproduce ?? []) expect(stdout).toContain(`     ${line}\n`);
  expect(readdirSync(scratch)).toEqual([]);

  const before = readFileSync(join(report, 'explore.json'));
  const again = await explore(report, '--replay', '1');
  expect(again).toMatchObject({ code: 1, stdout: `1  dd ${first?.format}: guest content: still there\n` });
  const mended = await explore(report, '--replay', '--candidate', 'qemu-img', '--binary', highest.program);
  expect(mended.code).toBe(0);
  expect(mended.stdout.trim().split('\n')).toEqual(findings.map(() => expect.stringMatching(/: gone$/)));
  expect(readFileSync(join(report, 'explore.json'))).toEqual(before);
});

test('a reference held against itself shows nothing', async (context) => {
  if (!highest) return context.skip(WITHOUT_RELEASE);
  const report = temporaryFolder();
  const { code, stdout } = await explore(
    report,
    '--candidate',
    'qemu-img',
    '--binary',
    highest.program,
    '--seed',
    '3',
    '--runs',
    '24',
  );
  expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('0 findings') });
  expect(readReport(report).pipelines).toBeGreaterThan(18);
});

test.for([
  [['frobnicate'], 'there is no suite of "frobnicate"; there are: amend, '],
  [['--candidate', 'nobody'], 'there is no dialect "nobody"'],
  [['--candidate', 'qemu-img', '--release', '0.1.2'], '--release: "0.1.2" is not installed; there are: '],
  [['--candidate', 'stand-in', '--binary', '/bin/true'], '--binary: the stand-in is a script of ours'],
  [['--replay'], 'explore.json: is not there; npm run explore writes it'],
] as const)('%j is refused in one line', async ([args, line], context) => {
  if (!highest) return context.skip(WITHOUT_RELEASE);
  const { code, stderr, stdout } = await explore(temporaryFolder(), ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(
    stderr
      .trim()
      .split('\n')
      .filter((each) => each.startsWith('explore: ')),
  ).toEqual([expect.stringContaining(line)]);
});

test('somebody who has had enough gets what there is, and nothing is left behind', async (context) => {
  if (!highest) return context.skip(WITHOUT_RELEASE);
  const [report, scratch] = [temporaryFolder(), scratchFolder()];
  const exploring = execa(
    process.execPath,
    ['--import', 'tsx', CLI, '--candidate', 'stand-in', '--minutes', '2'],
    {
      cwd: REPOSITORY,
      env: { HOME: scratch, PARITY_SCRATCH: scratch, PARITY_REPORT: report },
      reject: false,
    },
  );
  const isPlaying = () => {
    try {
      return readdirSync(scratch, { recursive: true }).some((path) => `${path}`.includes('/case-'));
    } catch {
      // What it has just listed is gone.
      return false;
    }
  };
  await eventually(isPlaying, 'a pipeline is played');
  exploring.kill('SIGINT');
  const { exitCode, stdout } = await exploring;
  expect(exitCode).toBe(130);
  expect(stdout).toMatch(/\d+ pipelines? in \d+ s/);
  expect(readReport(report)).toMatchObject({ ended: 'interrupted', schema: 1 });
  expect(readdirSync(scratch)).toEqual([]);
});
