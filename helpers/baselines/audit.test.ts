import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Row } from '../pipeline/row.ts';
import type { Safety } from '../pipeline/safety.ts';
import { type Printing, RecordedSuite } from '../testing/recorded-suite.ts';
import { place } from '../testing/temporary.ts';
import { auditType, type Finding } from './audit.ts';
import { tripleFiles } from './collection.ts';
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
  const found = auditType(made.root, 'tiny', made.collection(), ['safe']);
  return found.map((finding) => told(finding, made.root));
}

const MEANS: Means = { given: {}, installed: ['7.2.22', '8.0.0'], recorded: ['7.2.22', '8.0.0'] };

/** A finding with what mends it as it is printed. */
type Told = Omit<Finding, 'mend'> & { readonly mend: string };

function told(finding: Finding, root: string): Told {
  return { ...finding, mend: describeMend(finding.mend, MEANS).replaceAll(root, 'ROOT') };
}

const where = (found: Told[]) => found.map((finding) => `${finding.where}: ${finding.what}`);
const drop = (stem: string) => {
  for (const part of ['stdout.txt', 'stderr.txt', 'meta.json']) rmSync(`${stem}.${part}`);
};

test('whole baselines have no findings', () => {
  expect(findings(() => undefined)).toEqual([]);
});

test('a suite without any baseline is no clean one', () => {
  const made = new RecordedSuite();
  const found = auditType(made.root, 'tiny', made.collection(), ['safe']);
  expect(found.map((finding) => told(finding, made.root))).toMatchObject([
    { what: 'nothing is recorded', mend: 'npx vitest run -u suites/tiny' },
  ]);
  const [wide] = auditType(made.root, 'tiny', made.collection(), ['safe', 'malformed']);
  expect(wide && told(wide, made.root).mend).toBe(
    'PARITY_SAFETY=malformed,safe npx vitest run -u suites/tiny',
  );
});

test('one changed byte names its file, also where the whitelist masks it', () => {
  const found = findings((folder) => {
    const path = join(folder, 'raw/7.2.22/1M-default.stdout.txt');
    writeFileSync(path, readFileSync(path, 'utf8').replace('4096', '4097'));
  });
  expect(found[0]).toEqual({
    where: 'tiny-info-json/raw/7.2.22/1M-default.stdout.txt',
    what: 'is not what was recorded (SHA256SUMS)',
    mend:
      'git -C ROOT checkout tiny-info-json/raw/7.2.22/1M-default.stdout.txt' +
      '  (or, if it was meant: PARITY_VERSIONS=7.2.22 npx vitest run -u suites/tiny)',
  });
});

test('a file that only the sums do not know is none to be recorded with its own release', () => {
  const found = findings((folder) => {
    const sums = join(folder, 'SHA256SUMS');
    writeFileSync(
      sums,
      readFileSync(sums, 'utf8').replace(/^.* raw\/7\.2\.22\/1M-default\.meta\.json\n/m, ''),
    );
  });
  expect(found).toEqual([
    {
      where: 'tiny-info-json/raw/7.2.22/1M-default.meta.json',
      what: 'is not in SHA256SUMS',
      mend: 'git -C ROOT checkout tiny-info-json/SHA256SUMS  (or, if it was meant: PARITY_VERSIONS=8.0.0 npx vitest run -u suites/tiny)',
    },
  ]);
});

test('a gap in a recorded release is named, with the command that records it', () => {
  const found = findings((folder) => drop(join(folder, 'qcow2/8.0.0/1M-cs-4k')));
  expect(found).toContainEqual({
    where: 'tiny-info-json/qcow2/8.0.0/1M-cs-4k',
    what: 'the release is recorded, this case is not',
    mend: `git -C ROOT checkout ${['meta.json', 'stderr.txt', 'stdout.txt'].map((part) => `tiny-info-json/qcow2/8.0.0/1M-cs-4k.${part}`).join(' ')}  (or, if it was meant: PARITY_VERSIONS=8.0.0 npx vitest run -u suites/tiny)`,
  });
  expect(where(found)).toContain(
    'tiny-info-json/qcow2/8.0.0/1M-cs-4k.meta.json: is in SHA256SUMS but not on disk',
  );
});

test('half a triple is named', () => {
  const found = findings((folder) => rmSync(join(folder, 'raw/8.0.0/1M-default.meta.json')));
  expect(found).toContainEqual({
    where: 'tiny-info-json/raw/8.0.0/1M-default',
    what: 'half a triple, without .meta.json',
    mend: 'git -C ROOT checkout tiny-info-json/raw/8.0.0/1M-default.meta.json  (or, if it was meant: PARITY_VERSIONS=8.0.0 npx vitest run -u suites/tiny)',
  });
});

test.for([
  'raw/8.0.0/gone.stdout.txt',
  'raw/notes.txt',
  'qed/8.0.0/1M-default.meta.json',
  'raw/8.0.0/1M-default.bak',
])('a file that belongs to no case is named, with the command that removes it: %s', (stray) => {
  const found = findings((folder) => place(join(folder, stray), ''));
  expect(found).toContainEqual({
    where: `tiny-info-json/${stray}`,
    what: 'belongs to no case',
    mend: `rm ROOT/tiny-info-json/${stray}`,
  });
  expect(where(found)).toContain(`tiny-info-json/${stray}: is not in SHA256SUMS`);
  expect(found.map(({ mend }) => mend).join('\n')).not.toContain('git');
});

test('what belonged to a case that there is no more is not to be restored', () => {
  const found = findings((folder) =>
    appendFileSync(join(folder, 'SHA256SUMS'), `${'0'.repeat(64)}  raw/8.0.0/gone.meta.json\n`),
  );
  expect(found).toEqual([
    {
      where: 'tiny-info-json/raw/8.0.0/gone.meta.json',
      what: 'is in SHA256SUMS but not on disk',
      mend: 'PARITY_VERSIONS=8.0.0 npx vitest run -u suites/tiny',
    },
  ]);
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

const stale: [string, (folder: string) => void][] = [
  ['SHA256SUMS', (folder) => appendFileSync(join(folder, 'SHA256SUMS'), '\n')],
  ['version-map.json', (folder) => writeFileSync(join(folder, 'version-map.json'), '{}\n')],
  ['version-map.json', (folder) => rmSync(join(folder, 'version-map.json'))],
  [
    'profiles/profile-8-0-0/raw-1M-default.stdout.txt',
    (folder) => appendFileSync(join(folder, 'profiles/profile-8-0-0/raw-1M-default.stdout.txt'), ' '),
  ],
  [
    'profiles/profile-8-0-0/raw-1M-default.meta.json',
    (folder) => rmSync(join(folder, 'profiles/profile-8-0-0/raw-1M-default.meta.json')),
  ],
  ['profiles/profile-9-0-0/x', (folder) => place(join(folder, 'profiles/profile-9-0-0/x'), '')],
];

test.for(stale)('what is derived and stale is named: %s', ([file, damage]) => {
  expect(findings(damage)).toEqual([
    {
      where: `tiny-info-json/${file}`,
      what: 'is not what the baselines give',
      mend: 'PARITY_VERSIONS=8.0.0 npx vitest run -u suites/tiny',
    },
  ]);
});

test('an image of a safety that a run leaves out may be without a baseline, but not with a broken one', () => {
  const made = new RecordedSuite();
  made.record(['8.0.0'], printing);
  const collection = made.collection();
  const [row, other] = collection.rows.map((one) => ({
    ...one,
    image: { id: 'x', safety: 'malformed', needs: [] } as const,
  }));
  if (!row || !other) throw new Error('too few rows');
  const at = (one: Row): Stored =>
    one === row ? { kind: 'absent' } : { kind: 'broken', file: 'f', problem: 'is odd' };
  const found = (...safeties: Safety[]) =>
    auditType(made.root, 'tiny', { ...collection, rows: [row, other], at }, safeties).map(({ what }) => what);
  expect(found('safe')).toEqual(expect.arrayContaining(['is odd']));
  expect(found('safe')).not.toContain('the release is recorded, this case is not');
  expect(found('safe', 'malformed')).toContain('the release is recorded, this case is not');
});

test('the command that records an image of another safety asks for that safety', () => {
  const made = new RecordedSuite();
  made.record(['8.0.0'], printing);
  const collection = made.collection();
  const rows = collection.rows.map((row) => ({
    ...row,
    image: { id: 'x', safety: 'malformed', needs: [] } as const,
  }));
  const at = (): Stored => ({ kind: 'absent' });
  const [first] = auditType(made.root, 'tiny', { ...collection, rows, at }, ['malformed']);
  expect(first && told(first, made.root).mend).toBe(
    'PARITY_VERSIONS=8.0.0 PARITY_SAFETY=malformed,safe npx vitest run -u suites/tiny',
  );
});

test('what the build of a release lacks is not missed there, and does not belong there', () => {
  const made = new RecordedSuite();
  made.record(['8.0.0'], printing);
  const collection = made.collection();
  const [row] = collection.rows;
  if (!row) throw new Error('no rows');
  const lack = (one: Row) => (one === row ? ('vmdk' as const) : undefined);
  const found = (at = collection.at, files = collection.files) =>
    where(
      auditType(made.root, 'tiny', { ...collection, lack, at, files }, ['safe']).map((one) =>
        told(one, made.root),
      ),
    );
  const own = tripleFiles(row, '8.0.0').sort();
  expect(found()).toEqual(
    own.map(
      (file) =>
        `tiny-info-json/${file}: is of a build that has no vmdk driver (versions.json), no answer of the release`,
    ),
  );
  const without = collection.files.filter((file) => !own.includes(file));
  const absent = (one: Row, version: string): Stored =>
    one === row ? { kind: 'absent' } : collection.at(one, version);
  // Only the sums still tell of them, and are not to bring them back.
  const left = auditType(made.root, 'tiny', { ...collection, lack, at: absent, files: without }, [
    'safe',
  ]).map((one) => told(one, made.root));
  expect(left).toEqual(
    [...own].map((file) => ({
      where: `tiny-info-json/${file}`,
      what: 'is in SHA256SUMS but not on disk',
      mend: 'PARITY_VERSIONS=8.0.0 npx vitest run -u suites/tiny',
    })),
  );
});

test('sums that are gone are missed for every file', () => {
  const found = findings((folder) => rmSync(join(folder, 'SHA256SUMS')));
  expect(found).toHaveLength(30);
  expect(new Set(found.map(({ what }) => what))).toEqual(new Set(['is not in SHA256SUMS']));
});
