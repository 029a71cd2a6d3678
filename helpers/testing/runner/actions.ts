/** What an action takes and gives: those that are not here are in no workflow of ours. */
export interface Action {
  readonly inputs: readonly string[];
  readonly needs: readonly string[];
  readonly outputs: readonly string[];
}

const CACHE = { needs: ['path', 'key'] };

/** By name, with the major version whose documentation was read. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  'actions/checkout@v7': {
    inputs: ['repository', 'ref', 'path', 'persist-credentials', 'fetch-depth'],
    needs: [],
    outputs: ['ref', 'commit'],
  },
  'actions/setup-node@v7': { inputs: ['node-version'], needs: ['node-version'], outputs: [] },
  'actions/cache/restore@v6': {
    ...CACHE,
    inputs: ['path', 'key', 'restore-keys', 'fail-on-cache-miss'],
    outputs: ['cache-hit', 'cache-primary-key', 'cache-matched-key'],
  },
  'actions/cache/save@v6': { ...CACHE, inputs: ['path', 'key'], outputs: [] },
  'actions/upload-artifact@v7': {
    inputs: ['name', 'path', 'if-no-files-found', 'retention-days'],
    needs: ['path'],
    outputs: ['artifact-id', 'artifact-url', 'artifact-digest'],
  },
  'actions/download-artifact@v8': {
    inputs: ['name', 'path', 'run-id', 'github-token', 'repository'],
    needs: [],
    outputs: ['download-path'],
  },
};
