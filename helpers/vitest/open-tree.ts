import { inject, type TestContext } from 'vitest';
import { auditTree, strayPages } from '../baselines/audit-tree.ts';
import { auditReleasesFile, docsFolder } from '../baselines/releases-file.ts';
import { loadDialects } from '../dialects/finding/load-dialect.ts';
import { nameOf } from '../pipeline/known-divergence.ts';
import { findSuites } from '../plan/find-suites.ts';
import { meansOf } from '../plan/means.ts';
import { failBy } from './baseline-checks.ts';
import { plainError } from './plain-error.ts';
import { isRecording } from './recording.ts';

/** What no suite can see alone. */
export interface OpenTree {
  /** holds expected-outputs/ and the review pages against all suites */
  readonly audit: (context: TestContext) => void;
  /** holds the page of the releases against the baselines */
  readonly releases: (context: TestContext) => void;
  /** holds the known divergences of all dialects against the list of suites */
  readonly known: () => void;
}

/** @param folder of the suites */
export async function openTree(folder: string): Promise<OpenTree> {
  const plan = inject('parity');
  const { settings, dialects: modules } = plan;
  const suites = await findSuites(folder);
  const dialects = await loadDialects(modules);
  return {
    audit: (context) => {
      if (isRecording()) return context.skip('recording: the audit is part of every verification');
      const findings = [
        ...auditTree(settings.expectedOutputs, suites, plan.ownBuilds),
        ...(settings.snapshots ? strayPages(settings.snapshots, suites) : []),
      ];
      failBy(findings, meansOf(plan), context);
    },
    releases: (context) => {
      if (isRecording()) return context.skip('recording: the page is written when it ends');
      const docs = docsFolder(settings);
      if (docs === undefined) return context.skip('docs/ is of the baselines of this project');
      const { expectedOutputs } = settings;
      failBy(auditReleasesFile({ docs, expectedOutputs, suites }), meansOf(plan), context);
    },
    known: () => {
      const commands = suites.map(({ command }) => command);
      const strangers = dialects
        .flatMap(({ knownDivergences }) => knownDivergences)
        .filter(({ suite }) => !commands.includes(suite))
        .map(
          (entry) =>
            `${nameOf(entry)}: there is no suite "${entry.suite}"; there are: ${commands.join(', ')}`,
        );
      if (strangers.length > 0) throw plainError(strangers.join('\n'));
    },
  };
}
