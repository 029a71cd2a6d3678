import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostArch } from '../../references/host-arch.ts';
import { highest } from '../releases.ts';
import type { Repository } from '../repository.ts';
import { scratchFolder } from '../scratch-folder.ts';
import { tried } from '../tried.ts';
import { artifactsOf, type GitHub, makeGitHub } from './github.ts';
import { installInto, makeHarness, PLAY_LIMIT, SUITE } from './made-harness.ts';
import { type PlayedRun, playWorkflow } from './play-workflow.ts';
import type { Workflow } from './workflow.ts';
import { workflowOf } from './workflows.ts';

/** For the page of faults. */
const OF = 'continuous integration';
const HOW = 'docs/ci/parity.yml, played';

const HARNESS = 'shakenfist/instar-parity';

/** The workflow provisions for the machines that GitHub has. */
const canPlay = highest !== undefined && hostArch() === 'x86_64';

describe.skipIf(!canPlay)('docs/ci/parity.yml', { timeout: PLAY_LIMIT }, () => {
  const folder = scratchFolder();
  let harness: Repository;
  /** what recording makes beside baselines */
  let page: string;
  let github: GitHub;

  beforeAll(async () => {
    if (!highest) return;
    harness = await makeHarness(join(folder, 'harness'), highest);
    [page = ''] = harness.git('ls-files', '__snapshots__').split('\n');
    github = makeGitHub(join(folder, 'github'), 'main', { [HARNESS]: harness.path });
    installInto(join(github.folder, 'caches/qemu-img-debian-X64-2000-01'), highest);
  }, PLAY_LIMIT);

  function play(workflow = workflowOf('parity')): Promise<PlayedRun> {
    return playWorkflow(github, {
      workflow,
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
    harness.git('rm', '-q', page);
    harness.commit({});
    const { jobs } = await play();
    const failed = jobs.check?.steps.filter(({ outcome }) => outcome === 'failure') ?? [];
    expect(failed.map(({ name }) => name)).toEqual(['Test', 'Nothing may have changed']);
    expect(failed.at(-1)?.text).toContain(` M ${baseline}`);
    expect(failed.at(-1)?.text).toContain(`?? ${page}`);
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
    harness.git('rm', '-q', page);
    harness.commit({});
    const replaced = {
      Test: 'mkdir parity-report && touch parity-report/index.html',
      // That recording makes it anew is seen above.
      'Record again': `mkdir -p __snapshots__ && touch ${page}`,
    };
    const { jobs } = await play(withScripts(workflowOf('parity'), replaced));
    const failed = jobs.check?.steps.filter(({ outcome }) => outcome === 'failure');
    expect(failed).toMatchObject([
      { name: 'Nothing may have changed', text: expect.stringContaining(`?? ${page}`) },
    ]);
    const fault = { fault: 'a page that recording makes and nobody committed', how: HOW };
    tried(context, { of: OF, ...fault, outcome: 'red; it is named' });
  });
});

/** The workflow with other scripts in some steps, which are judged elsewhere. */
function withScripts(
  { jobs: { check = { steps: [] } }, ...workflow }: Workflow,
  scripts: Readonly<Record<string, string>>,
): Workflow {
  const steps = check.steps.map((step) => {
    const run = scripts[step.name ?? ''];
    return run === undefined ? step : { ...step, run };
  });
  return { ...workflow, jobs: { check: { ...check, steps } } };
}
