import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { PARTS } from '../baselines/layout.ts';
import { composeSums, type Sums, sumOf } from '../baselines/sums.ts';
import { metaText } from '../baselines/triple.ts';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { copyRecorded, recordTiny } from '../testing/record-tiny.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed, lowest } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { type MadeTestbed, makeTestbed } from '../testing/testbed.ts';
import { contents, states } from '../testing/tree.ts';

/** Makes every baseline another whole one than its release gives, so that one that is played has to be rewritten. */
function perturb({ tiny }: MadeTestbed): void {
  const sums: Sums = new Map();
  for (const { path, stdout, stderr, meta } of triplesUnder(tiny)) {
    const said = JSON.parse(meta);
    said[`${said.steps.at(-1).name}_stderr_bytes`] += 'old\n'.length;
    const texts = { stdout, stderr: `${stderr}old\n`, meta: metaText(said) };
    for (const part of ['stdout', 'stderr', 'meta'] as const) {
      writeFileSync(path + PARTS[part], texts[part]);
      sums.set(path.slice(tiny.length + 1) + PARTS[part], sumOf(texts[part]));
    }
  }
  writeFileSync(join(tiny, 'SHA256SUMS'), composeSums(sums));
}

/** Names of triple files below the type that were written between two states, and of all the others. */
function writtenBetween(before: Record<string, string>, after: Record<string, string>) {
  const names = Object.keys(after).filter((name) => /^(?!profiles)\w+\/.*\.(?:txt|json)$/.test(name));
  const changed = (name: string) => before[name] !== after[name];
  return { written: names.filter(changed), kept: names.filter((name) => !changed(name)) };
}

describe.skipIf(installed.length < 2)('a filtered recording (two releases)', () => {
  const recorded = makeTestbed([lowest, highest]);
  beforeAll(async () => {
    await recordTiny(recorded);
    perturb(recorded);
  });

  test.for([
    {
      by: 'release',
      args: [],
      env: { PARITY_VERSIONS: lowest?.version ?? '' },
      played: (name: string) => name.split('/')[1] === lowest?.version,
      cells: cases.length,
    },
    {
      by: 'name',
      args: ['-t', 'qcow2 1M-cs-4k'],
      env: {},
      played: (name: string) => name.includes('1M-cs-4k'),
      cells: 2,
    },
  ])(
    'by $by rewrites what it played, leaves the rest alone, and what is derived is right',
    async (filter) => {
      const testbed = makeTestbed([lowest, highest]);
      copyRecorded(recorded.root, testbed.root);
      const before = states(testbed.tiny);
      const run = await runVitest(testbed, ['-u', 'suites/tiny', ...filter.args], filter.env);
      expect(run).toMatchObject({ exitCode: 0 });
      expect(run.text).toContain(`recorded ${filter.cells} cells: 0 written, ${filter.cells} updated`);

      const { written, kept } = writtenBetween(before, states(testbed.tiny));
      expect(written.filter((name) => !filter.played(name))).toEqual([]);
      expect(kept.filter(filter.played)).toEqual([]);
      expect(written).not.toEqual([]);

      // The others still carry what was put there; the sums, profiles and map are of the tree as it is now.
      const versions = Object.keys(JSON.parse(contents(testbed.expectedOutputs)['versions.json'] ?? ''));
      expect(versions).toEqual([lowest?.version, highest?.version]);
      // With cells that were recorded now, since a run that judges none is no green one.
      const audit = await runVitest(testbed, [
        'suites/tiny',
        '-t',
        `baselines of|review page|qcow2 1M-cs-4k @ ${lowest?.version}`,
      ]);
      expect(audit.text).not.toContain('mend');
      expect(audit).toMatchObject({ exitCode: 0, report: { judged: 1 } });
      expect(Object.keys(contents(join(testbed.expectedOutputs, '.tmp')))).toEqual([]);
    },
  );
});
