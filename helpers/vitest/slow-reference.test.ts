import { describe, expect, test } from 'vitest';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { installSlowRelease } from '../testing/slow-release.ts';
import { makeTestbed } from '../testing/testbed.ts';

const HUNG = '1M-cs-4k';

/** Seconds: more than the neighbour of the case that hangs needs (slow-release.ts), on a busy machine too. */
const LIMIT = '5';

describe.skipIf(installed.length === 0)('a reference that hangs in one case', () => {
  const record = (testbed: ReturnType<typeof makeTestbed>) =>
    runVitest(testbed, ['-u', 'suites/tiny'], { PARITY_STEP_TIMEOUT: LIMIT });
  const reason = `qemu-img ${highest?.version}: create was still running after ${LIMIT} s and was killed`;

  test('fails that cell and records nothing for it, and the others are recorded', async () => {
    const testbed = makeTestbed([]);
    installSlowRelease(testbed, highest).hang();
    const run = await record(testbed);
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.text).toContain(reason);
    expect(run.text).toContain(`recorded ${cases.length - 1} cells`);
    expect(run.text).toContain('NOT RECORDED: 1 cell,');
    expect(triplesUnder(testbed.tiny).map(({ stem }) => stem)).not.toContain(HUNG);
    expect(triplesUnder(testbed.tiny)).toHaveLength(cases.length - 1);
  });

  test('leaves what was recorded for it before', async () => {
    const testbed = makeTestbed([]);
    const release = installSlowRelease(testbed, highest);
    expect(await record(testbed)).toMatchObject({ exitCode: 0 });
    const before = triplesUnder(testbed.tiny);
    expect(before.map(({ stem }) => stem)).toContain(HUNG);
    release.hang();
    const run = await record(testbed);
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.text).toContain(reason);
    expect(triplesUnder(testbed.tiny)).toEqual(before);
  });
});
