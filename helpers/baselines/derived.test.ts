import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../process/run.ts';
import { type Printing, RecordedSuite } from '../testing/recorded-suite.ts';
import { contents, states } from '../testing/tree.ts';
import { groupProfiles } from './profiles.ts';

/** From 8 on there is a `children` list; every run has another cid and another size on disk. */
let counter = 0;
const printing: Printing = (row, version) => {
  const data = { cid: counter++, 'parent-cid': counter++ };
  return {
    format: row.target,
    'virtual-size': 1048576,
    'actual-size': counter++,
    ...(row.target === 'vmdk' ? { 'format-specific': { type: 'vmdk', data } } : {}),
    ...(Number.parseInt(version, 10) >= 8 ? { children: [{ name: 'file' }] } : {}),
  };
};
const versions = ['5.2.0', '7.2.22', '8.0.0', '10.0.13'];

function profilesOf(made: RecordedSuite): [string, readonly string[]][] {
  return groupProfiles(made.collection()).map(({ name, versions }) => [name, versions]);
}

test('releases that print the same, but for the whitelist, share a profile named after the first', () => {
  const made = new RecordedSuite();
  made.record([...versions].reverse(), printing);
  expect(profilesOf(made)).toEqual([
    ['profile-5-2-0', ['5.2.0', '7.2.22']],
    ['profile-8-0-0', ['8.0.0', '10.0.13']],
  ]);
  expect(readFileSync(join(made.root, made.type.name, 'version-map.json'), 'utf8')).toBe(`{
  "profiles": {
    "profile-5-2-0": "5.2.0",
    "profile-8-0-0": "8.0.0"
  },
  "version_to_profile": {
    "5.2.0": "profile-5-2-0",
    "7.2.22": "profile-5-2-0",
    "8.0.0": "profile-8-0-0",
    "10.0.13": "profile-8-0-0"
  }
}
`);
});

test('a release that refuses one case has a profile of its own', () => {
  const made = new RecordedSuite();
  made.record(versions, (row, version) =>
    version === '7.2.22' && row.stem === '1M-cs-4k' ? undefined : printing(row, version),
  );
  expect(profilesOf(made).map(([name]) => name)).toEqual([
    'profile-5-2-0',
    'profile-7-2-22',
    'profile-8-0-0',
  ]);
});

test('a release that behaves as an earlier one joins it', () => {
  const made = new RecordedSuite();
  made.record(versions, (row, version) => printing(row, version === '10.0.13' ? '5.2.0' : version));
  expect(profilesOf(made)).toEqual([
    ['profile-5-2-0', ['5.2.0', '7.2.22', '10.0.13']],
    ['profile-8-0-0', ['8.0.0']],
  ]);
});

test('profiles hold the triples of their representative, told apart by target', () => {
  const made = new RecordedSuite();
  made.record(versions, printing);
  const folder = join(made.root, made.type.name);
  const files = contents(folder);
  const copies = Object.keys(files).filter((name) => name.startsWith('profiles/profile-8-0-0/'));
  expect(copies).toHaveLength(3 * made.suite.rows.length);
  for (const { target, stem } of made.suite.rows) {
    for (const part of ['stdout.txt', 'stderr.txt', 'meta.json']) {
      expect(files[`profiles/profile-8-0-0/${target}-${stem}.${part}`]).toBe(
        files[`${target}/8.0.0/${stem}.${part}`],
      );
    }
  }
});

test('the sums are those of sha256sum, over the triples alone', async () => {
  const made = new RecordedSuite();
  made.record(versions, printing);
  const cwd = join(made.root, made.type.name);
  const check = await run({
    program: '/usr/bin/sha256sum',
    args: ['-c', 'SHA256SUMS'],
    cwd,
    timeLimit: 30_000,
  });
  expect(check).toMatchObject({ ending: { kind: 'exited', code: 0 }, stderr: '' });
  const names = check.stdout.trim().split('\n');
  expect(names).toHaveLength(3 * versions.length * made.suite.rows.length);
  expect(names).toEqual([...names].sort());
  expect(names.filter((name) => name.includes('profiles'))).toEqual([]);
});

test('bringing them up to date twice writes once, and what is stale goes', () => {
  const made = new RecordedSuite();
  made.record(versions, printing);
  const before = states(made.root);
  made.record([], printing);
  expect(states(made.root)).toEqual(before);
  made.record(versions, (row) => printing(row, '7.2.22'));
  expect(profilesOf(made)).toHaveLength(1);
  const left = Object.keys(contents(join(made.root, made.type.name, 'profiles')));
  expect(left.filter((name) => !name.startsWith('profile-5-2-0/'))).toEqual([]);
  expect(existsSync(join(made.root, made.type.name, 'profiles/profile-8-0-0'))).toBe(false);
});

test('from nothing nothing is derived, and what was goes', () => {
  const made = new RecordedSuite();
  made.record([], printing);
  expect(contents(made.root)).toEqual({});
  made.record(['8.0.0'], printing);
  for (const { target } of made.suite.rows) {
    rmSync(join(made.root, made.type.name, target), { recursive: true, force: true });
  }
  made.record([], printing);
  expect(contents(made.root)).toEqual({});
});

test('half a triple is in no profile', () => {
  const made = new RecordedSuite();
  made.record(['8.0.0'], printing);
  rmSync(join(made.root, made.type.name, 'raw/8.0.0/1M-default.meta.json'));
  made.record([], printing);
  const copies = Object.keys(contents(join(made.root, made.type.name, 'profiles')));
  expect(copies).toHaveLength(3 * (made.suite.rows.length - 1));
});
