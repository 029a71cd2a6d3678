import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { candidateProgram } from '../references/candidate-place.ts';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { copyRecorded, recordTiny } from '../testing/record-tiny.ts';
import { highest, installed } from '../testing/releases.ts';
import { REPOSITORY, runVitest } from '../testing/run-vitest.ts';
import { script } from '../testing/temporary.ts';
import { openTerminal } from '../testing/terminal.ts';
import { type MadeTestbed, makeTestbed, placeDialect } from '../testing/testbed.ts';

const QEMU_IMG = join(REPOSITORY, 'helpers/dialects/qemu-img.ts');

/** A dialect that speaks as qemu-img does, but for what stands in `body`, which comes first in its command(). */
function speaking(body: string, more = ''): string {
  return `
    import qemuImg from ${JSON.stringify(QEMU_IMG)};
    export default {
      ...qemuImg,
      name: 'mine',
      ${more}
      command(operation, release) {
        ${body}
        return qemuImg.command(operation, release);
      },
    };`;
}

describe.skipIf(installed.length === 0)('a dialect of one file', () => {
  let recorded: MadeTestbed;
  beforeAll(async () => {
    recorded = makeTestbed([highest]);
    await recordTiny(recorded);
  });

  function bedWith(text: string, name = 'mine') {
    const testbed = makeTestbed([highest]);
    copyRecorded(recorded.root, testbed.root);
    return { testbed, file: placeDialect(testbed, name, text) };
  }

  const binary = { PARITY_BINARY: highest?.program ?? '' };
  const verify = (testbed: MadeTestbed, env: Record<string, string> = binary) =>
    runVitest(testbed, ['suites/tiny'], { PARITY_DIALECT: 'mine', ...env });

  test('is found by its place, and its program at its locations', async () => {
    const { testbed } = bedWith(speaking('', `locations: ['./built/mine'],`));
    const program = script(join(testbed.root, 'built/mine'), `exec '${highest?.program}' "$@"`);
    const run = await verify(testbed, {});
    expect(run).toMatchObject({
      exitCode: 0,
      report: {
        candidate: { dialect: 'mine', path: program, self_check: false },
        cells: { match: cases.length },
      },
    });
  });

  test('is spoken as it is written by then, when it is edited in watch mode', async () => {
    const { testbed } = bedWith(speaking(''));
    const terminal = openTerminal(testbed, ['suites/tiny'], { PARITY_DIALECT: 'mine', ...binary });
    await terminal.sees(`parity  0 of ${cases.length} judged cells diverged`);
    await terminal.sees('Waiting for file changes');
    placeDialect(testbed, 'mine', speaking(`if (operation.op === 'create') return undefined;`));
    await terminal.sees('RERUN');
    await terminal.sees(`${cases.length} × mine: it has no command for create`);
    terminal.press('quit');
    await terminal.ended;
  });

  test('that has no program is an error, and no self-check', async () => {
    const { testbed } = bedWith(speaking('', `locations: ['./built/mine'],`));
    const run = await verify(testbed, {});
    expect(run).toMatchObject({ exitCode: 1, report: undefined });
    expect(run.text).toContain(
      `PARITY_DIALECT=mine: there is no program to judge: ${testbed.root}/built/mine does not exist, ` +
        `${candidateProgram(testbed.binaries, 'mine')} does not exist, no "mine" is on PATH; name one with PARITY_BINARY=`,
    );
    expect(run.text).not.toContain('self-check');
    expect(run.text).not.toMatch(/^\s*(?:at |❯ )\S/m);
  });

  test('that returns nothing for an operation skips its cells, for one reason', async () => {
    const run = await verify(bedWith(speaking(`if (operation.op === 'create') return undefined;`)).testbed);
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.report).toMatchObject({
      cells: { match: 0, skipped: cases.length, error: 0 },
      judged: 0,
      failures: [],
      skips: { 'mine: it has no command for create': cases.length },
    });
    expect(run.text).not.toContain('TypeError');
  });

  test('that has no info is judged by what a reference reads, which is noted', async () => {
    const run = await verify(bedWith(speaking(`if (operation.op === 'info') return undefined;`)).testbed);
    expect(run, run.text).toMatchObject({ exitCode: 0 });
    // Where the operation under test is refused, nothing is read.
    expect(run.report).toMatchObject({
      cells: { match: cases.length, skipped: 0 },
      readings: { candidate: 1, reference: cases.length - 1 },
    });
    expect(run.text).toContain(
      `${cases.length - 1} × read by a reference alone: mine: it has no command for info`,
    );
  });

  test('that throws for an operation is an error of its cells, in one line', async () => {
    const throwing = speaking(`if (operation.op === 'info') throw new Error('what?');`);
    const run = await verify(bedWith(throwing).testbed);
    expect(run).toMatchObject({ exitCode: 1, report: { truncated: false } });
    expect(run.report).toMatchObject({ cells: { match: 1, skipped: 0, error: cases.length - 1 } });
    const reasons = new Set(
      run.report?.failures.map((failure) => ('reason' in failure ? failure.reason : '')),
    );
    expect(reasons).toEqual(new Set(['the dialect mine failed at info: what?']));
    expect(run.text).not.toMatch(/^\s+at .*helpers\/pipeline/m);
  });

  test.for([
    [
      'under another name than its file',
      speaking(''),
      'other',
      'its dialect is named "mine", but the file "other"',
    ],
    ['without a default export', 'export const mine = 1;', 'mine', 'has no default export'],
    ['that cannot be imported', `import './gone.ts';`, 'mine', 'cannot be imported: '],
    ['that is no TypeScript', `export default {`, 'mine', 'cannot be imported: '],
  ] as const)('%s stops the run with one line', async ([, text, name, problem]) => {
    const { testbed, file } = bedWith(text, name);
    const run = await verify(testbed, { ...binary, PARITY_DIALECT: name });
    expect(run).toMatchObject({ exitCode: 1, report: undefined });
    const lines = run.text.split('\n').filter((line) => line.includes(`${file}: ${problem}`));
    expect([run.text, lines.length]).toEqual([run.text, 1]);
    expect(run.text).not.toMatch(/^\s*(?:at |❯ )\S/m);
  });
});
