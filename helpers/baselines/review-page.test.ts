import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Printing, RecordedSuite } from '../testing/recorded-suite.ts';
import type { Collection } from './collection.ts';
import { reviewPage } from './review-page.ts';

/** A page up to the part that tells what is printed (review-cases.test.ts). */
const changesOf = (page: string) => page.split('\n## What ')[0];
const plain: Printing = (row) => ({ format: row.target, 'actual-size': Math.random() });

test('releases that print the same are one profile with nothing to tell', () => {
  const made = new RecordedSuite();
  made.record(['7.2.22', '8.0.0'], plain);
  expect(changesOf(reviewPage(made.collection()))).toBe(`# tiny-info-json

5 cases, 2 releases, 1 profile.

| profile | releases |
|---|---|
| profile-7-2-22 | 7.2.22-8.0.0 |
`);
});

test('what changed is told field by field, once for all cases in which it is the same', () => {
  const made = new RecordedSuite();
  made.record(['7.2.18', '7.2.22', '8.0.0'], (row, version) => ({
    ...plain(row, version),
    'cluster-size': row.target === 'vmdk' && version === '8.0.0' ? 131072 : 65536,
    ...(version === '8.0.0' ? { children: [] } : { old: true }),
  }));
  expect(changesOf(reviewPage(made.collection()))).toBe(`# tiny-info-json

5 cases, 3 releases, 2 profiles.

| profile | releases |
|---|---|
| profile-7-2-18 | 7.2.18-7.2.22 |
| profile-8-0-0 | 8.0.0 |

## 7.2.18-7.2.22 → 8.0.0

All 5 cases but vmdk 1M-default:

* \`children\` appears: \`[]\`
* \`old\` goes: \`true\`

vmdk 1M-default:

* \`children\` appears: \`[]\`
* \`cluster-size\`: \`65536\` → \`131072\`
* \`old\` goes: \`true\`
`);
});

test('a case that is refused from some release on is told by its exit codes', () => {
  const made = new RecordedSuite();
  made.record(['7.2.22', '8.0.0'], (row, version) =>
    version === '8.0.0' ? undefined : { format: row.target },
  );
  const page = changesOf(reviewPage(made.collection()));
  expect(page).toContain(
    'All 5 cases:\n\n* `exit code of create`: `0` → `1`\n* `exit code of info`: `0` → `"did not run"`',
  );
});

test('cases in which nothing changed are not told of', () => {
  const made = new RecordedSuite();
  made.record(['7.2.22', '8.0.0'], (row, version) => ({
    ...plain(row, version),
    ...(row.target === 'vmdk' ? { of: version } : {}),
  }));
  const [, changes] = (changesOf(reviewPage(made.collection())) ?? '').split('## 7.2.22 → 8.0.0\n');
  expect(changes).toBe('\nvmdk 1M-default:\n\n* `of`: `"7.2.22"` → `"8.0.0"`\n');
});

/** Takes the baseline of a case at a release away, or only its meta. */
function lose(made: RecordedSuite, name: string, parts = ['stdout.txt', 'stderr.txt', 'meta.json']): void {
  for (const part of parts) rmSync(join(made.root, made.type.name, `${name}.${part}`));
}

test('a baseline that is not there, or broken, is told as such, and is no change', () => {
  const made = new RecordedSuite();
  made.record(['7.2.22', '8.0.0'], plain);
  lose(made, 'raw/8.0.0/1M-default');
  lose(made, 'vmdk/8.0.0/1M-default', ['meta.json']);
  expect(changesOf(reviewPage(made.collection()))).toBe(`# tiny-info-json

5 cases, 2 releases, 2 profiles.

| profile | releases |
|---|---|
| profile-7-2-22 | 7.2.22 |
| profile-8-0-0 | 8.0.0 |

* recorded, but broken, for 8.0.0: 1 case: vmdk 1M-default
* not recorded for 8.0.0: 1 case: raw 1M-default
`);
});

test('what a build lacks is told with its releases, and hides no change', () => {
  const made = new RecordedSuite();
  const versions = ['5.2.0', '6.0.0', '6.2.0', '7.0.0', '8.2.0'];
  // vmdk changes where it is not recorded, and where it is; raw changes behind the gap of another.
  made.record(versions, ({ target }, version) => {
    const at = versions.indexOf(version);
    if (target === 'vmdk') return { size: at < 2 ? 1 : at < 4 ? 2 : 3 };
    return { size: target === 'raw' && at > 1 ? 5 : 4 };
  });
  for (const version of ['6.0.0', '6.2.0']) lose(made, `vmdk/${version}/1M-default`);
  const collection: Collection = {
    ...made.collection(),
    lack: (_, version) => (version === '6.0.0' ? 'vmdk' : 'zstd'),
  };
  expect(changesOf(reviewPage(collection))).toBe(`# tiny-info-json

5 cases, 5 releases, 5 profiles.

| profile | releases |
|---|---|
| profile-5-2-0 | 5.2.0 |
| profile-6-0-0 | 6.0.0 |
| profile-6-2-0 | 6.2.0 |
| profile-7-0-0 | 7.0.0 |
| profile-8-2-0 | 8.2.0 |

* not recorded for 6.0.0: 1 case (the build lacks the vmdk driver): vmdk 1M-default
* not recorded for 6.2.0: 1 case (the build lacks zstd): vmdk 1M-default

## 5.2.0-6.0.0 → 6.2.0

raw 1M-default:

* \`size\`: \`4\` → \`5\`

## 6.2.0 → 7.0.0

vmdk 1M-default (since 5.2.0: not recorded between):

* \`size\`: \`1\` → \`2\`

## 7.0.0 → 8.2.0

vmdk 1M-default:

* \`size\`: \`2\` → \`3\`
`);
});

test('releases that are recorded for other cases only do not differ', () => {
  const made = new RecordedSuite();
  made.record(['5.2.0', '6.0.0'], plain);
  for (const name of ['raw/5.2.0/1M-default', 'vmdk/5.2.0/1M-default']) lose(made, name);
  const page = changesOf(reviewPage({ ...made.collection(), lack: () => 'zstd' }));
  expect(page).toContain(
    '\n* not recorded for 5.2.0: 2 cases (the build lacks zstd): vmdk 1M-default; raw 1M-default\n',
  );
  expect(page).not.toContain('##');
});

test('a fix that is taken back is told both times', () => {
  const made = new RecordedSuite();
  made.record(['7.2.18', '7.2.22', '8.0.0'], (_, version) => ({ fixed: version === '7.2.22' }));
  const page = changesOf(reviewPage(made.collection()));
  expect(page).toContain('## 7.2.18 → 7.2.22\n\nAll 5 cases:\n\n* `fixed`: `false` → `true`\n');
  expect(page).toContain('## 7.2.22 → 8.0.0\n\nAll 5 cases:\n\n* `fixed`: `true` → `false`\n');
});
