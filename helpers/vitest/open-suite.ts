import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inject, type TestContext } from 'vitest';
import { auditType, describeFindings } from '../baselines/audit.ts';
import { problemsOfList, problemsOfSuite } from '../baselines/audit-known.ts';
import { readCollection } from '../baselines/collection.ts';
import { writeDerived } from '../baselines/derived.ts';
import { reviewPage } from '../baselines/review-page.ts';
import { recordedVersions } from '../baselines/store.ts';
import { sweepStaging, writeIfDifferent } from '../baselines/write-file.ts';
import { type Cell, cellName, cellsOf } from '../cells/cell.ts';
import { RowWorkshops } from '../cells/row-workshops.ts';
import { loadDialect, loadDialects } from '../dialects/finding/load-dialect.ts';
import { imageShelf } from '../images/image-shelf.ts';
import type { OutputType, Suite } from '../pipeline/row.ts';
import { toolsOf } from '../plan/tools.ts';
import { plainError } from './plain-error.ts';
import { playToRecord } from './play-to-record.ts';
import { playToVerify } from './play-to-verify.ts';
import { isRecording } from './recording.ts';

/** A row of `test.for` whose name is printed with `%s`. */
export type Named<T> = readonly [name: string, value: T];

/** What a suite's test file is made of. */
export interface OpenSuite {
  readonly targets: readonly string[];
  /** output types with their names, as `test.for` rows */
  readonly types: readonly Named<OutputType>[];
  /** cells of one target with the names of their tests */
  cellsOf(target: string): Named<Cell>[];
  /** plays one cell: records it where Vitest updates snapshots, judges the candidate otherwise */
  readonly play: (cell: Named<Cell>, context: TestContext) => Promise<void>;
  /** holds what is on disk for an output type against the suite */
  readonly audit: (type: Named<OutputType>, context: TestContext) => void;
  /** holds the known divergences of all dialects against the suite */
  readonly known: () => void;
  /** holds the review page of an output type against what is on disk */
  readonly review: (type: Named<OutputType>, context: TestContext) => Promise<void>;
  /** after the last test */
  readonly close: () => void;
}

/** Opens a suite for the run that this test file is part of. */
export async function openSuite(suite: Suite): Promise<OpenSuite> {
  const plan = inject('parity');
  const recording = isRecording();
  const { expectedOutputs, fixtures, snapshots, reader, safeties, timeLimit } = plan.settings;
  const dialect = await loadDialect(plan.candidate.dialect, plan.dialects);
  const dialects = await loadDialects(plan.dialects);
  const tools = toolsOf(plan, dialect);
  const recorded = new Set(suite.outputTypes.flatMap(({ name }) => recordedVersions(expectedOutputs, name)));
  const versions = recording ? plan.recordable : plan.verifiable.filter((version) => recorded.has(version));
  const rows = suite.rows.filter(({ image }) => image === undefined || safeties.includes(image.safety));
  const cells = cellsOf(rows, versions);
  const scratch = join(plan.scratch, suite.command);
  mkdirSync(scratch, { recursive: true });
  const image = imageShelf(rows, fixtures, scratch);
  const workshops = new RowWorkshops({
    ...tools,
    dialect,
    selfCheck: plan.candidate.selfCheck,
    readers: reader,
    scratch,
    kept: plan.kept,
    stage: { timeLimit },
    image,
  });
  const pageOf = (type: OutputType) => reviewPage(readCollection(expectedOutputs, suite, type));

  return {
    targets: [...new Set(suite.rows.map(({ target }) => target))],
    types: suite.outputTypes.map((type) => [type.name, type]),
    cellsOf: (target) =>
      cells.filter(({ row }) => row.target === target).map((cell) => [cellName(cell), cell]),
    play: ([, cell], context) =>
      recording
        ? playToRecord(suite, cell, context, { plan, tools, scratch, image })
        : playToVerify(suite, cell, context, { plan, tools, workshops }),
    audit: ([, type], context) => {
      if (recording) return context.skip('recording: the audit is part of every verification');
      const collection = readCollection(expectedOutputs, suite, type);
      const findings = auditType(expectedOutputs, suite.command, collection, safeties);
      if (findings.length > 0) throw plainError(describeFindings(findings));
    },
    known: () => {
      const collections = suite.outputTypes.map((type) => readCollection(expectedOutputs, suite, type));
      const problems = dialects.flatMap(({ knownDivergences: entries }) => [
        ...problemsOfList(entries),
        ...problemsOfSuite(entries, suite, collections),
      ]);
      if (problems.length > 0) throw plainError(problems.join('\n'));
    },
    review: async ([, type], context) => {
      if (snapshots === undefined) return context.skip('review pages are of the baselines of this project');
      await context.expect(pageOf(type)).toMatchFileSnapshot(join(snapshots, `${type.name}.md`));
    },
    close: () => {
      workshops.close();
      if (!recording) return;
      for (const type of suite.outputTypes) {
        const collection = readCollection(expectedOutputs, suite, type);
        writeDerived(expectedOutputs, collection);
        // Also after a filtered recording, which leaves the page's own test out.
        if (snapshots) writeIfDifferent(snapshots, `${type.name}.md`, reviewPage(collection));
      }
      sweepStaging(expectedOutputs);
      if (snapshots) sweepStaging(snapshots);
    },
  };
}
