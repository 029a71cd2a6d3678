import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Printing, RecordedSuite } from '../testing/recorded-suite.ts';
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

qcow2 1M-default, 1M-cs-4k, 1M-refused; raw 1M-default:

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

test('a baseline that is not there, or broken, is told as such', () => {
  const made = new RecordedSuite();
  made.record(['7.2.22', '8.0.0'], plain);
  for (const part of ['stdout.txt', 'stderr.txt', 'meta.json']) {
    rmSync(join(made.root, made.type.name, `raw/8.0.0/1M-default.${part}`));
  }
  rmSync(join(made.root, made.type.name, 'vmdk/8.0.0/1M-default.meta.json'));
  const page = changesOf(reviewPage(made.collection()));
  expect(page).toContain('raw 1M-default:\n\n* baseline: whole → absent\n');
  expect(page).toContain('vmdk 1M-default:\n\n* baseline: whole → broken\n');
  expect(page).not.toContain('qcow2');
});
