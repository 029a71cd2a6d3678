import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { auditType } from '../baselines/audit.ts';
import { auditTree, recordedBySuites, strayPages } from '../baselines/audit-tree.ts';
import { auditVersions } from '../baselines/audit-versions.ts';
import { describeFindings } from '../baselines/describe-findings.ts';
import type { Finding } from '../baselines/finding.ts';
import { finishType } from '../baselines/finish-recording.ts';
import type { Means } from '../baselines/recording.ts';
import { auditReleasesFile, writeReleasesFile } from '../baselines/releases-file.ts';
import { restoredByGit } from '../baselines/restored-by-git.ts';
import { readSums, releasesOfSums, sumsIn } from '../baselines/sums.ts';
import { writeVersionsFile } from '../baselines/versions-file.ts';
import { sweepStaging } from '../baselines/write-file.ts';
import { recordedCommands } from '../plan/recorded-commands.ts';
import { run } from '../process/run.ts';
import type { Provenance } from '../references/provenance.ts';
import type { Reference } from '../references/reference.ts';
import { type Printing, RecordedSuite } from './recorded-suite.ts';
import { makeRepository, type Repository } from './repository.ts';
import { script, temporaryFolder } from './temporary.ts';

/** Releases that are made up: nothing is played. */
export const RELEASES = ['7.2.22', '8.0.0'] as const;

const MEANS: Means = { given: {}, installed: RELEASES, recorded: RELEASES };

const printing: Printing = (row, version) =>
  row.stem.endsWith('refused')
    ? undefined
    : { format: row.target, 'actual-size': 4096, ...(version === '8.0.0' ? { children: [] } : {}) };

/** What an audit has told, and the commands that it printed to mend it. */
export interface ToldByAudit {
  readonly text: string;
  readonly mends: readonly string[];
}

/**
 * All that recordings of the fixture suite write, in a checkout, to be damaged and mended. Commands are run by a shell
 * as they are printed, but for `npx vitest`: what that is asked for is recorded here, without a run of Vitest.
 */
export class DamagedTree {
  readonly top = temporaryFolder();
  readonly root = join(this.top, 'expected-outputs');
  readonly snapshots = join(this.top, '__snapshots__');
  readonly docs = join(this.top, 'docs');
  readonly made = new RecordedSuite(this.root);
  readonly repository: Repository;
  /** for what damages put aside */
  readonly aside = temporaryFolder();
  readonly #bin = temporaryFolder();
  #recordings = 0;

  constructor() {
    this.record(RELEASES);
    this.repository = makeRepository(this.top);
    this.repository.git('add', '-A');
    this.repository.git('commit', '-q', '-m', 'recorded');
    script(join(this.#bin, 'npx'), `echo "$PARITY_VERSIONS" >"${this.#asked}"; echo "$*" >>"${this.#asked}"`);
  }

  get #asked(): string {
    return join(this.#bin, 'asked');
  }

  /** Folder of the one output type. */
  get type(): string {
    return join(this.root, this.made.type.name);
  }

  /** How often something was recorded to mend it. */
  get recordings(): number {
    return this.#recordings;
  }

  /** Runs something where git knows nothing of the baselines. */
  async withoutGit(act: () => Promise<void>): Promise<void> {
    const away = join(this.#bin, 'git');
    renameSync(join(this.top, '.git'), away);
    try {
      await act();
    } finally {
      renameSync(away, join(this.top, '.git'));
    }
  }

  async audit(): Promise<ToldByAudit> {
    const { root, snapshots, docs, made } = this;
    const suites = [made.suite];
    const told = releasesOfSums(readSums(this.type).keys());
    const beside: Finding[] = [
      ...auditType(root, made.suite.command, made.collection(), ['safe'], recordedCommands),
      ...auditTree(root, suites),
      ...auditVersions(
        root,
        recordedBySuites(root, suites),
        told,
        Object.fromEntries(RELEASES.map((one) => [one, provenanceOf(one)])),
      ),
      ...strayPages(snapshots, suites),
    ];
    const page = auditReleasesFile({ docs, expectedOutputs: root, suites }, () => beside.length > 0);
    const findings = [...beside, ...page];
    const mends = await restoredByGit(findings.map(({ mend }) => mend));
    const text = describeFindings(
      findings.map((finding, at) => ({ ...finding, mend: mends[at] ?? finding.mend })),
      MEANS,
    );
    return { text, mends: [...text.matchAll(/^ {4}mend: (.+)$/gm)].map(([, command = '']) => command) };
  }

  /** Runs a command as it was printed. */
  async mend(command: string): Promise<void> {
    rmSync(this.#asked, { force: true });
    const { ending, stderr } = await run({
      program: '/bin/sh',
      args: ['-ec', command],
      cwd: process.cwd(),
      env: { PATH: `${this.#bin}:${process.env.PATH}` },
      timeLimit: 30_000,
    });
    if (ending.kind !== 'exited' || ending.code !== 0) throw new Error(`${command}: ${stderr}`);
    if (!existsSync(this.#asked)) return;
    const [versions = '', args = ''] = readFileSync(this.#asked, 'utf8').split('\n');
    if (!args.startsWith('vitest run -u')) throw new Error(`no recording: npx ${args}`);
    this.#recordings += 1;
    this.record(versions === '' ? RELEASES : versions.split(','), /suites\/(?!tree)|-u$/.test(args));
  }

  /** What `npx vitest -u` does of it all. @param plays whether any case is among what is asked for */
  record(versions: readonly string[], plays = true): void {
    const { root, snapshots, docs, made } = this;
    const sums = sumsIn(root);
    mkdirSync(docs, { recursive: true });
    if (plays) {
      for (const version of versions)
        for (const row of made.suite.rows) made.recordRow(row, version, printing, sums);
      const { suite, type } = made;
      finishType({ expectedOutputs: root, snapshots, suite, here: new Map(), sums }, type);
      sweepStaging(root);
      sweepStaging(snapshots);
      writeVersionsFile(root, [made.type.name], versions.map(reference), ({ version }) =>
        provenanceOf(version),
      );
    }
    writeReleasesFile({ docs, expectedOutputs: root, suites: [made.suite] });
  }
}

function reference(version: string): Reference {
  const { banner, arch } = provenanceOf(version);
  return { version, arch, banner, folder: '/nowhere', program: '/nowhere', io: undefined, lacks: [] };
}

function provenanceOf(version: string): Provenance {
  return {
    banner: `qemu-img version ${version} (Debian 1:${version})`,
    sha256: version.replaceAll('.', '').padEnd(64, '0'),
    source: `sid qemu-utils 1:${version}`,
    arch: 'x86_64',
  };
}
