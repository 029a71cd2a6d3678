import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPOSITORY } from '../run-vitest.ts';
import { problemsOf } from './check-workflow.ts';
import { readWorkflow } from './workflow.ts';
import { textOf, workflowOf } from './workflows.ts';

test.for(['instar', 'parity'] as const)('nothing is wrong with docs/ci/%s.yml', (name) => {
  expect(problemsOf(workflowOf(name))).toEqual([]);
});

test('docs/ci/README.md says what each variable and each permission is for', () => {
  const workflows = textOf('instar') + textOf('parity');
  const variables = [...workflows.matchAll(/vars\.(\w+)/g)].map(([, name]) => `\`${name}\``);
  const permissions = [...workflows.matchAll(/^ +((?:actions|contents|pull-requests): \w+)/gm)].map(
    ([, permission]) => `| \`${permission}\` |`,
  );
  const explained = readFileSync(join(REPOSITORY, 'docs/ci/README.md'), 'utf8');
  expect(new Set([...variables, ...permissions]).size).toBeGreaterThan(6);
  expect([...variables, ...permissions].filter((name) => !explained.includes(name))).toEqual([]);
});

/** What is changed in the workflow, and what is then said of it. */
test.for<[string, string, string]>([
  ['timeout-minutes: 5', '', 'comment has no timeout-minutes'],
  ['timeout-minutes: 5', 'time-out-minutes: 5', 'comment: nothing is known of time-out-minutes'],
  ['needs: judge', 'needs: jugde', 'comment needs jugde, which there is not'],
  ['needs.judge.outputs.compared', 'needs.judge.outputs.compare', 'there is no needs.judge.outputs.compare'],
  ['actions/checkout@v7', 'actions/checkout@main', 'of actions/checkout@main nothing is known'],
  ['ref: ${', 'reff: ${', 'with: nothing is known of reff'],
  ['          node-version: 22', '          {}', 'has to say node-version'],
  ['id: base', 'id: bass', 'there is no steps.base.outputs.found'],
  ['id: base', 'id: judge', 'judge has two steps of the id judge'],
  ["echo 'found=true'", "echo 'fund=true'", 'there is no steps.base.outputs.found'],
  ['steps.judge.outcome ==', 'steps.judge.outcom ==', 'there is no steps.judge.outcom'],
  ['!cancelled()', '!canceled()', 'there is no function canceled'],
  ['github.event_name', 'githb.event_name', 'there is no githb.event_name'],
  ['run: make instar', `run: make $${'{{ github.ref }}'}`, 'Build instar: an expression in a script'],
  ['run: make instar', 'uses: make', 'Build instar: of make nothing is known'],
  ['      - name: Build instar\n        working', '      - working', 'has no name'],
  ['github.event_name', 'runner.os', 'the workflow: there is no runner.os'],
  ['    shell: bash', '    shell: sh', 'the shell is not bash'],
  ['actions: read', 'action: read', 'there is no permission action: read'],
  ['id: provision', '', 'Provision what is missing has outputs and no id'],
  ['      pull-requests: write', '      pull-requests: all', 'there is no permission pull-requests: all'],
  ['pull_request:', 'pull_requests:', 'on: nothing is known of pull_requests'],
])('%j -> %j is found', ([before, after, problem]) => {
  const text = textOf('instar');
  expect(text).toContain(before);
  const problems = problemsOf(readWorkflow(text.replace(before, after)));
  expect(problems).toContainEqual(expect.stringContaining(problem));
});
