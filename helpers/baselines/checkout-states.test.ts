import {
  chmodSync,
  copyFileSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { type Checkout, type CheckoutStates, checkoutChanges, checkoutStates } from './checkout-states.ts';
import { composeSums, sumOf } from './sums.ts';

const TRIPLE = 'expected-outputs/tiny/raw/8.0.0/a.stdout.txt';
const SUMS = 'expected-outputs/tiny/SHA256SUMS';
const PROFILE = 'expected-outputs/tiny/profiles/p/raw-a.stdout.txt';
const MANIFEST = 'fixtures/manifest.json';
const TOOL = 'qemu-img-binaries/x/8.0.0/qemu-img';
const FILES = [TRIPLE, PROFILE, MANIFEST, TOOL];

function checkout() {
  const root = temporaryFolder();
  const at = (path: string) => join(root, path);
  for (const path of FILES) place(at(path), 'abc');
  place(at(SUMS), composeSums(new Map([['raw/8.0.0/a.stdout.txt', sumOf('abc')]])));
  place(at('suites/tiny/tiny.ts'), '');
  place(at('build/candidate'), '');
  const folders: Checkout = {
    root,
    expectedOutputs: at('expected-outputs'),
    binaries: at('qemu-img-binaries'),
    fixtures: at('fixtures'),
    snapshots: at('__snapshots__'),
    report: at('parity-report'),
    scratch: at('scratch'),
  };
  const workers = { candidate: at('build/candidate'), references: [at('qemu-img-binaries/x/8.0.0')] };
  const changesSince = (before: CheckoutStates) => {
    const { data, others } = checkoutChanges(before, folders, workers);
    const shown = ({ path, what }: (typeof data)[number]) => `${relative(root, path)} (${what})`;
    return { data: data.map(shown), others: others.map(shown) };
  };
  return { at, before: checkoutStates(folders, workers), changesSince };
}

const NOTHING = { data: [], others: [] };

test('what a candidate does to baselines, fixtures and references is told, and what it leaves in the checkout', () => {
  const { at, before, changesSince } = checkout();
  for (const path of [TRIPLE, PROFILE]) {
    const { atime, mtime } = statSync(at(path));
    writeFileSync(at(path), 'abd');
    utimesSync(at(path), atime, mtime);
  }
  rmSync(at(MANIFEST));
  writeFileSync(at(TOOL), 'abcd');
  place(at('qemu-img-binaries/x/8.0.0/lib/libc.so'), '');
  place(at('fixtures/images/x.br'), '');
  place(at('suites/tiny/stray'), '');
  const { data, others } = changesSince(before);
  expect(data.sort()).toEqual(
    [
      `${PROFILE} (changed)`,
      `${TRIPLE} (changed)`,
      'fixtures/images/x.br (new)',
      `${MANIFEST} (removed)`,
      'qemu-img-binaries/x/8.0.0/lib/libc.so (new)',
      `${TOOL} (changed)`,
    ].sort(),
  );
  expect(others).toEqual(['suites/tiny/stray (new)']);
});

test('a file that becomes a link to what it was is changed', () => {
  const { at, before, changesSince } = checkout();
  renameSync(at(TRIPLE), at('parity-report'));
  symlinkSync(at('parity-report'), at(TRIPLE));
  expect(changesSince(before)).toEqual({ data: [`${TRIPLE} (changed)`], others: [] });
});

test.for([
  ['other rights', (path: string) => chmodSync(path, 0o600)],
  ['a link to it', (path: string) => linkSync(path, `${path.replace(/[^/]+$/, '.')}backup`)],
  [
    'a copy in its place, as after git stash and back',
    (path: string) => {
      // git knows nothing of references.
      if (path.endsWith(TOOL)) return;
      copyFileSync(path, `${path}~`);
      renameSync(`${path}~`, path);
    },
  ],
] as const)('a file of the same bytes is not changed by %s', ([, act]) => {
  const { at, before, changesSince } = checkout();
  for (const path of [...FILES, SUMS]) act(at(path));
  expect(changesSince(before)).toEqual(NOTHING);
});

test('what people, builds, reports and the provisioner write is no finding, and reading is none', () => {
  const { at, before, changesSince } = checkout();
  for (const path of [
    'suites/tiny/tiny.ts',
    'suites/new/new.cases.ts',
    '.git/index',
    'suites/.tiny.ts.swp',
    'node_modules/x',
    'parity-report/parity',
    'docs/x',
    'build/object',
    'junit.xml',
    'expected-outputs/.tmp/x',
    'qemu-img-binaries/x/9.0.0/qemu-img',
  ]) {
    place(at(path), 'new');
  }
  for (const path of FILES) readFileSync(at(path));
  expect(changesSince(before)).toEqual(NOTHING);
  for (const path of ['README.md~', '4913', 'core', 'suites/a.orig', 'fixtures/fetched/x.br'])
    place(at(path), '');
  expect(changesSince(before)).toEqual({
    data: [],
    others: [
      'fixtures/fetched/x.br (new)',
      '4913 (new)',
      'README.md~ (new)',
      'core (new)',
      'suites/a.orig (new)',
    ],
  });
});
