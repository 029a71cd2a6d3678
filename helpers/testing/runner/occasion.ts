import type { Environment, Workflow } from './workflow.ts';

/** For what a workflow runs, and on what. */
export interface Occasion {
  readonly workflow: Workflow;
  /** owner/name of the repository whose workflow it is */
  readonly repository: string;
  readonly event: 'push' | 'pull_request' | 'schedule' | 'workflow_dispatch';
  /** the branch that is pushed, or that a pull request wants to have merged */
  readonly branch: string;
  /** owner/name of the repository that a pull request comes from: another one is a fork */
  readonly from?: string;
  readonly inputs?: Environment;
  /** variables of the repository */
  readonly vars?: Environment;
  /** what the runner's environment has besides */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The number of every pull request here. */
export const PULL_REQUEST = 7;

/** The context `github` of a run. */
export function githubContext(occasion: Occasion, workspace: string): Record<string, unknown> {
  const { event, branch, repository, from = repository } = occasion;
  const isPull = event === 'pull_request';
  const pull = { number: PULL_REQUEST, head: { ref: branch, repo: { full_name: from } } };
  return {
    event: isPull ? { pull_request: pull } : {},
    event_name: event,
    ref: isPull ? `refs/pull/${PULL_REQUEST}/merge` : `refs/heads/${branch}`,
    ref_name: isPull ? `${PULL_REQUEST}/merge` : branch,
    repository,
    token: 'a token',
    workspace,
  };
}
