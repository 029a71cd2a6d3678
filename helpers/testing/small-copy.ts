import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS_FILE } from '../baselines/layout.ts';
import { readVersionsFile } from '../baselines/versions-file.ts';
import { run } from '../process/run.ts';
import { SUITES } from './faults/every-suite.ts';
import { REPOSITORY } from './run-vitest.ts';

/** What of the project a copy has. */
export interface Kept {
  /** releases whose baselines it has */
  readonly releases: readonly string[];
  /** suites whose baselines it has; of the others it has the cases alone */
  readonly suites: ReadonlySet<string>;
}

const BASELINES = 'expected-outputs';

/** The reasons for what cases leave out are of one release, which need not be the newest of the copy. */
const REASONS = 'suites/coverage-reasons.ts';

/** Generous: what is left are some thousand files. */
const LIMIT = 120_000;

/**
 * Copies the project as it stands here, what is not committed included, with few of its baselines: what is derived from
 * these is to be recorded anew. Neither packages nor releases are installed in it.
 *
 * @throws Error where it cannot be copied
 */
export async function copyProject(copy: string, { releases, suites }: Kept): Promise<void> {
  mkdirSync(copy, { recursive: true });
  const recorded = readVersionsFile(join(REPOSITORY, BASELINES));
  const dropped = Object.keys(recorded).filter((version) => !releases.includes(version));
  const types = SUITES.filter(({ command }) => !suites.has(command)).flatMap(({ outputTypes }) =>
    outputTypes.map(({ name }) => name),
  );
  const isNewest = releases.includes(Object.keys(recorded).at(-1) ?? '');
  const unwanted = [
    `^${BASELINES}/.*/${any(dropped)}/`,
    `^${BASELINES}/${any(types)}/`,
    `^__snapshots__/${any(types)}\\.md$`,
    `^${any(isNewest ? [] : [REASONS])}$`,
  ];
  const list = 'git ls-files -z -co --exclude-standard';
  const take = 'tar -c --null -T - --ignore-failed-read | tar -x -C "$COPY"';
  const { ending, stderr } = await run({
    program: '/bin/sh',
    args: ['-c', `${list} | grep -zvE '${unwanted.join('|')}' | ${take}`],
    cwd: REPOSITORY,
    env: { COPY: copy },
    timeLimit: LIMIT,
  });
  if (ending.kind !== 'exited' || ending.code !== 0) throw new Error(`the project was not copied: ${stderr}`);
  const entries = Object.fromEntries(releases.map((version) => [version, recorded[version]]));
  writeFileSync(join(copy, BASELINES, VERSIONS_FILE), JSON.stringify(entries));
}

function any(names: readonly string[]): string {
  return `(${['none', ...names].join('|')})`;
}
