import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Row } from '../pipeline/row.ts';
import type { Safety } from '../pipeline/safety.ts';
import { recordedCommands } from '../plan/recorded-commands.ts';
import { type Printing, RecordedSuite } from '../testing/recorded-suite.ts';
import { place } from '../testing/temporary.ts';
import { auditType } from './audit.ts';
import type { Finding } from './finding.ts';
import { describeMend } from './mend.ts';
import type { Means } from './recording.ts';
import type { Stored } from './store.ts';

const printing: Printing = (row, version) => ({
  format: row.target,
  'actual-size': 4096,
  ...(version === '8.0.0' ? { children: [] } : {}),
});

/** Damages fresh baselines of two releases and tells what the audit finds, with their folder as ROOT. */
function findings(damage: (folder: string) => void): Told[] {
  const made = new RecordedSuite();
  made.record(['7.2.22', '8.0.0'], printing);
  damage(join(made.root, made.type.name));
  const found = auditType(made.root, 'tiny', made.collection(), ['safe'], recordedCommands);
  return found.map((finding) => told(finding, made.root));
}

const MEANS: Means = { given: {}, installed: ['7.2.22', '8.0.0'], recorded: ['7.2.22', '8.0.0'] };

/** A finding with what mends it as it is printed. */
type Told = Omit<Finding, 'mend'> & { readonly mend: string };

function told(finding: Finding, root: string): Told {
  return { ...finding, mend: describeMend(finding.mend, MEANS).join('\n').replaceAll(root, 'ROOT') };
}

const where = (found: Told[]) => found.map((finding) => `${finding.where}: ${finding.what}`);
test('whole baselines have no findings', () => {
  expect(findings(() => undefined)).toEqual([]);
});

test('a suite without any baseline is no clean one', () => {
  const made = new RecordedSuite();
  const found = auditType(made.root, 'tiny', made.collection(), ['safe'], recordedCommands);
  expect(found.map((finding) => told(finding, made.root))).toMatchObject([
    { what: 'nothing is recorded', mend: 'npx vitest run -u suites/tiny' },
  ]);
  const [wide] = auditType(made.root, 'tiny', made.collection(), ['safe', 'malformed'], recordedCommands);
  expect(wide && told(wide, made.root).mend).toBe(
    'PARITY_SAFETY=malformed,safe npx vitest run -u suites/tiny',
  );
});

test.for([
  '/home/somebody/image',
  "'/tmp/case-1/work/image.qcow2'",
  '/dev/shm/x',
  '"/root/a"',
  'file=/var/tmp/a',
  '/Users/a/b',
])('a path of the recording machine is named: %s', (path) => {
  const found = findings((folder) =>
    appendFileSync(join(folder, 'raw/8.0.0/1M-default.stderr.txt'), `cannot open ${path}\n`),
  );
  expect(where(found)).toContainEqual(
    expect.stringMatching(/^tiny-info-json\/raw\/8\.0\.0\/1M-default\.stderr\.txt: names a path of the rec/),
  );
});

test.for(['$TESTDATA_ROOT/tmp/x', 'a/home/b', '/dev/null', 'base.home/x'])('%s is no such path', (text) => {
  const found = findings((folder) =>
    appendFileSync(join(folder, 'raw/8.0.0/1M-default.stderr.txt'), `cannot open ${text}\n`),
  );
  expect(where(found).filter((line) => line.includes('recording machine'))).toEqual([]);
});

test('an image of a safety that a run leaves out may be without a baseline, but not with a broken one', () => {
  const made = new RecordedSuite();
  made.record(['8.0.0'], printing);
  writeFileSync(join(made.root, made.type.name, 'SHA256SUMS'), '');
  const collection = made.collection();
  const [row, other] = collection.rows.map((one) => ({
    ...one,
    image: { id: 'x', safety: 'malformed', needs: [] } as const,
  }));
  if (!row || !other) throw new Error('too few rows');
  const at = (one: Row): Stored =>
    one === row ? { kind: 'absent' } : { kind: 'broken', file: 'f', problem: 'is odd' };
  const found = (...safeties: Safety[]) =>
    auditType(made.root, 'tiny', { ...collection, rows: [row, other], at }, safeties, recordedCommands).map(
      ({ what }) => what,
    );
  expect(found('safe')).toEqual(expect.arrayContaining(['is odd']));
  expect(found('safe')).not.toContain('the release is recorded, this case is not');
  expect(found('safe', 'malformed')).toContain('the release is recorded, this case is not');
});

test('the command that records an image of another safety asks for that safety', () => {
  const made = new RecordedSuite();
  made.record(['8.0.0'], printing);
  writeFileSync(join(made.root, made.type.name, 'SHA256SUMS'), '');
  const collection = made.collection();
  const rows = collection.rows.map((row) => ({
    ...row,
    image: { id: 'x', safety: 'malformed', needs: [] } as const,
  }));
  const at = (): Stored => ({ kind: 'absent' });
  const [first] = auditType(made.root, 'tiny', { ...collection, rows, at }, ['malformed'], recordedCommands);
  expect(first && told(first, made.root).mend).toBe(
    'PARITY_VERSIONS=8.0.0 PARITY_SAFETY=malformed,safe npx vitest run -u suites/tiny',
  );
});

test('what the build of a release lacks is not missed there, and does not belong there', () => {
  const made = new RecordedSuite();
  made.record(['8.0.0'], printing);
  const entry = { banner: 'x', sha256: 'x', source: 'x', arch: 'x', lacks: ['vmdk'] };
  place(join(made.root, 'versions.json'), JSON.stringify({ '8.0.0': entry }));
  const found = () =>
    auditType(made.root, 'tiny', made.collection(), ['safe'], recordedCommands).map((one) =>
      told(one, made.root),
    );
  const own = ['meta.json', 'stderr.txt', 'stdout.txt'].map(
    (part) => `tiny-info-json/vmdk/8.0.0/1M-default.${part}`,
  );
  const record = 'PARITY_VERSIONS=8.0.0 npx vitest run -u suites/tiny';
  expect(found()).toEqual([
    {
      where: 'tiny-info-json/vmdk',
      what: 'is of a build that has no vmdk driver (versions.json), no answer of the release',
      mend: `rm -r ROOT/tiny-info-json/vmdk && ${record}`,
    },
  ]);
  for (const file of own) rmSync(join(made.root, file));
  rmSync(join(made.root, 'tiny-info-json/vmdk'), { recursive: true });
  // Only the sums still tell of them, and are not to bring them back.
  expect(found()).toEqual([
    {
      where: 'tiny-info-json/SHA256SUMS',
      what: 'tells of vmdk/8.0.0/1M-default.meta.json and 2 more, of no case',
      mend: expect.stringMatching(new RegExp(`${record}$`)),
    },
  ]);
});
