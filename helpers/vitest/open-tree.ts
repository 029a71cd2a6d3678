import { join } from 'node:path';
import { inject, type TestContext } from 'vitest';
import { auditType } from '../baselines/audit.ts';
import { auditTree, recordedBySuites, strayPages } from '../baselines/audit-tree.ts';
import { auditVersions } from '../baselines/audit-versions.ts';
import { readCollection } from '../baselines/collection.ts';
import type { Finding } from '../baselines/finding.ts';
import { recordedTypes } from '../baselines/recorded-types.ts';
import { auditReleasesFile, docsFolder } from '../baselines/releases-file.ts';
import { readSums, releasesOfSums } from '../baselines/sums.ts';
import { importBuilt } from '../bundling/import-built.ts';
import { loadDialects } from '../dialects/finding/load-dialect.ts';
import { nameOf } from '../pipeline/known-divergence.ts';
import type { Suite } from '../pipeline/row.ts';
import { findSuites } from '../plan/find-suites.ts';
import { meansOf } from '../plan/means.ts';
import type { Plan } from '../plan/plan.ts';
import { recordedCommands } from '../plan/recorded-commands.ts';
import { provenance } from '../references/provenance.ts';
import { auditCoverageFile, referenceOfPage } from '../reporting/coverage/coverage-file.ts';
import { findReasons, REASONS_FILE } from '../reporting/coverage/find-reasons.ts';
import { failBy } from './baseline-checks.ts';
import { leaveToAnother } from './left-to-another.ts';
import { plainError } from './plain-error.ts';
import { isRecording } from './recording.ts';
import { skipWith } from './skip-with.ts';

/** What no suite can see alone. */
export interface OpenTree {
  /** holds expected-outputs/ and the review pages against all suites */
  readonly audit: (context: TestContext) => Promise<void>;
  /** holds the page of the releases against the baselines */
  readonly releases: (context: TestContext) => Promise<void>;
  /** holds the page of what is covered against suites, reasons and the help of the newest release that is recorded */
  readonly coverage: (context: TestContext) => Promise<void>;
  /** holds the known divergences of all dialects against the list of suites */
  readonly known: (context: TestContext) => void;
}

/** @param folder of the suites */
export async function openTree(folder: string): Promise<OpenTree> {
  const plan = inject('parity');
  const { settings, dialects: modules } = plan;
  const suites = await findSuites(folder, importBuilt);
  const dialects = await loadDialects(modules, importBuilt);
  return {
    audit: async (context) => {
      leaveToAnother(context);
      if (isRecording()) return skipWith(context, 'recording: the audit is part of every verification');
      const pages = settings.snapshots ? strayPages(settings.snapshots, suites) : [];
      await failBy([...auditedTree(plan, suites), ...pages], meansOf(plan), context);
    },
    releases: async (context) => {
      leaveToAnother(context);
      if (isRecording()) return skipWith(context, 'recording: the page is written when it ends');
      const docs = docsFolder(settings);
      if (docs === undefined) return skipWith(context, 'docs/ is of the baselines of this project');
      const { expectedOutputs, safeties } = settings;
      const areWrong = () =>
        auditedTree(plan, suites).length > 0 ||
        suites.some((suite) =>
          suite.outputTypes.some((type) => {
            const collection = readCollection(expectedOutputs, suite, type);
            // A suite without baselines has no part in the page.
            return (
              collection.versions.length > 0 &&
              auditType(expectedOutputs, suite.command, collection, safeties, recordedCommands).length > 0
            );
          }),
        );
      const findings = auditReleasesFile({ docs, expectedOutputs, suites }, areWrong);
      await failBy(findings, meansOf(plan), context);
    },
    coverage: async (context) => {
      leaveToAnother(context);
      if (isRecording()) return skipWith(context, 'recording: the page is written when it ends');
      const docs = docsFolder(settings);
      if (docs === undefined)
        return skipWith(context, 'docs/ is of the suites with the baselines of this project');
      const reasons = await findReasons(settings.root, importBuilt);
      if (reasons === undefined) return skipWith(context, `there is no ${REASONS_FILE}`);
      const reference = referenceOfPage(plan.recorded, plan.references);
      if (reference === undefined) return skipWith(context, 'nothing is recorded');
      if (typeof reference === 'string') {
        return skipWith(context, `the page is by the help of qemu-img ${reference}, which is not installed`);
      }
      const findings = await auditCoverageFile({ docs, suites, reasons, reference });
      if (findings === undefined) {
        return skipWith(
          context,
          `the commands of qemu-img ${reference.version} have no help to make the page of`,
        );
      }
      await failBy(findings, meansOf(plan), context);
    },
    known: (context) => {
      leaveToAnother(context);
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

/** What is wrong with expected-outputs/ beside the baselines of the suites. */
function auditedTree({ settings, references }: Plan, suites: readonly Suite[]): Finding[] {
  const { expectedOutputs } = settings;
  const types = recordedTypes(expectedOutputs);
  const told = types.flatMap((type) => [...readSums(join(expectedOutputs, type)).keys()]);
  const installed = references.map((one) => [one.version, provenance(one)] as const);
  return [
    ...auditTree(expectedOutputs, suites),
    ...auditVersions(
      expectedOutputs,
      recordedBySuites(expectedOutputs, suites),
      releasesOfSums(told),
      Object.fromEntries(installed),
    ),
  ];
}
