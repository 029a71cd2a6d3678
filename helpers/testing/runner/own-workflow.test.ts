import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostArch } from '../../references/host-arch.ts';
import { highest } from '../releases.ts';
import type { Repository } from '../repository.ts';
import { temporaryFolder } from '../temporary.ts';
import { tried } from '../tried.ts';
import { artifactsOf, type GitHub, makeGitHub } from './github.ts';
import { installInto, makeHarness, PLAY_LIMIT, SUITE } from './made-harness.ts';
import { type PlayedRun, playWorkflow } from './play-workflow.ts';
import { workflowOf } from './workflows.ts';

/** For the page of faults. */
const OF = 'continuous integration';
const HOW = 'docs/ci/parity.yml, played';

const HARNESS = 'shakenfist/instar-parity';

/** The workflow provisions for the machines that GitHub has. */
const canPlay = highest !== undefined && hostArch() === 'x86_64';

describe.skipIf(!canPlay)('docs/ci/parity.yml', { timeout: PLAY_LIMIT }, () => {
  const folder = temporaryFolder();
  let harness: Repository;
  let github: GitHub;

  beforeAll(async () => {
    if (!highest) return;
    harness = await makeHarness(join(folder, 'harness'), highest);
    github = makeGitHub(join(folder, 'github'), 'main', { [HARNESS]: harness.path });
    installInto(join(github.folder, 'caches/qemu-img-debian-X64-2000-01'), highest);
  }, PLAY_LIMIT);

  function play(): Promise<PlayedRun> {
    return playWorkflow(github, {
      workflow: workflowOf('parity'),
      repository: HARNESS,
      event: 'push',
      branch: 'main',
      vars: { PARITY_TESTS: `suites/${SUITE} suites/tree`, PARITY_SUITES: `suites/${SUITE} suites/tree` },
    });
  }

  test('what is as it was recorded is green', async () => {
    const { id, jobs } = await play();
    expect(jobs.check?.steps.filter(({ outcome }) => outcome === 'failure')).toEqual([]);
    expect(jobs.check?.result).toBe('success');
    expect(artifactsOf(github, id)).toEqual(['parity-report']);
  });

  test('a baseline that is not what the release does is red twice: where it is judged, and as recording mends it', async (context) => {
    const [baseline = ''] = harness.git('ls-files', `expected-outputs/${SUITE}-*/*.stdout.txt`).split('\n');
    const path = join(harness.path, baseline);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"qcow2"', '"qcow3"'));
    harness.commit({});
    const { jobs } = await play();
    const failed = jobs.check?.steps.filter(({ outcome }) => outcome === 'failure') ?? [];
    expect(failed.map(({ name }) => name)).toEqual(['Test', 'Nothing may have changed']);
    expect(failed.at(-1)?.text).toContain(` M ${baseline}`);
    expect(failed.at(-1)?.text).toContain('::error title=not what is committed::');
    harness.git('revert', '--no-edit', 'HEAD');
    const fault = { fault: 'a baseline that is changed and committed', how: HOW };
    tried(context, {
      of: OF,
      ...fault,
      outcome: 'red where it is judged, and where recording again mends it',
    });
  });

  test('what is recorded and nobody committed is red', async (context) => {
    const [baseline = ''] = harness.git('ls-files', '__snapshots__').split('\n');
    harness.git('rm', '-q', baseline);
    harness.commit({});
    const { jobs } = await play();
    const failed = jobs.check?.steps.find(({ name }) => name === 'Nothing may have changed');
    expect(failed).toMatchObject({ outcome: 'failure', text: expect.stringContaining(`?? ${baseline}`) });
    const fault = { fault: 'a page that recording makes and nobody committed', how: HOW };
    tried(context, { of: OF, ...fault, outcome: 'red; it is named' });
  });
});
