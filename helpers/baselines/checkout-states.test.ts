import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { type Checkout, checkoutChanges, checkoutStates } from './checkout-states.ts';

function checkout() {
  const root = temporaryFolder();
  const at = (path: string) => join(root, path);
  for (const path of ['expected-outputs/a/b.txt', 'fixtures/manifest.json', 'qemu-img-binaries/x/tool']) {
    place(at(path), 'abc');
  }
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
  return { at, watched: [folders, at('build/candidate')] as const };
}

test('what a candidate does to baselines, fixtures and references is told, and what it leaves in the checkout', () => {
  const { at, watched } = checkout();
  const before = checkoutStates(...watched);
  const { atime, mtime } = statSync(at('expected-outputs/a/b.txt'));
  writeFileSync(at('expected-outputs/a/b.txt'), 'abd');
  utimesSync(at('expected-outputs/a/b.txt'), atime, mtime);
  rmSync(at('fixtures/manifest.json'));
  place(at('qemu-img-binaries/x/other'), '');
  place(at('suites/tiny/stray'), '');
  expect(checkoutChanges(before, ...watched)).toEqual(
    [
      'expected-outputs/a/b.txt (changed)',
      'qemu-img-binaries/x/other (new)',
      'fixtures/manifest.json (removed)',
      'suites/tiny/stray (new)',
    ].map((line) => `changed while the run was under way: ${line}`),
  );
});

test('what people, builds and reports write is no finding, and reading is none', () => {
  const { at, watched } = checkout();
  const before = checkoutStates(...watched);
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
  ]) {
    place(at(path), 'new');
  }
  readFileSync(at('expected-outputs/a/b.txt'));
  expect(checkoutChanges(before, ...watched)).toEqual([]);
});

test('many are told by their number', () => {
  const { at, watched } = checkout();
  const before = checkoutStates(...watched);
  for (let file = 0; file < 30; file++) place(at(`fixtures/${file}`), '');
  const lines = checkoutChanges(before, ...watched);
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('changed while the run was under way: 10 more files');
});
