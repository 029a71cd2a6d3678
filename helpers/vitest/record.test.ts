import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../process/run.ts';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed, lowest } from '../testing/releases.ts';
import { REPOSITORY, runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { leftInScratch, makeTestbed } from '../testing/testbed.ts';
import { contents, states } from '../testing/tree.ts';

/** One release or two: recording is the same. */
const releases = [...new Set([lowest, highest])];

describe.skipIf(installed.length === 0)('recording', () => {
  const testbed = makeTestbed(releases);
  const cells = cases.length * releases.length;
  let first: VitestRun;
  beforeAll(async () => {
    first = await runVitest(testbed, ['-u', 'suites/tiny']);
  });

  test('writes what is missing, and the summary of Vitest counts it', () => {
    expect(first).toMatchObject({ exitCode: 0 });
    // The review page is a snapshot too.
    expect(first.text).toMatch(new RegExp(`Snapshots +${cells + 1} written`));
    expect(first.text).toContain(
      `recorded ${cells} cells: ${cells} written, 0 updated, 0 unchanged, 0 skipped`,
    );
    const recorded = triplesUnder(testbed.tiny).map(
      ({ target, version, stem }) => `${target}/${version}/${stem}`,
    );
    const expected = releases.flatMap((release) =>
      cases.map(({ target, name }) => `${target}/${release?.version}/${name}`),
    );
    expect(recorded).toEqual(expected.sort());
  });

  test('leaves the filter alone that follows -u', () => {
    // Vitest itself would read `-u suites/tiny` as a kind of update and run every suite.
    expect(Object.keys(contents(testbed.expectedOutputs)).filter((name) => name.startsWith('lossy'))).toEqual(
      [],
    );
    expect(first.text).not.toContain('suites/lossy');
  });

  test('writes a refusal as a baseline too', () => {
    for (const { stdout, stderr, meta } of triplesUnder(testbed.tiny).filter(
      ({ stem }) => stem === '1M-refused',
    )) {
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^qemu-img: \$FILENAME: .+\n$/);
      expect(JSON.parse(meta)).toMatchObject({ create_return_code: 1, create_timed_out: false });
      expect(JSON.parse(meta)).not.toHaveProperty('info_return_code');
    }
  });

  test('writes no path of this machine, two-space JSON and a final newline', () => {
    for (const [name, text] of Object.entries(contents(testbed.expectedOutputs))) {
      expect([name, text.includes(testbed.root)]).toEqual([name, false]);
      if (name.endsWith('.meta.json')) expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    }
  });

  test('writes sums that sha256sum checks, the version map, profiles and versions.json', async () => {
    const args = ['-c', '--quiet', 'SHA256SUMS'];
    const sums = await run({ program: '/usr/bin/sha256sum', args, cwd: testbed.tiny, timeLimit: 30_000 });
    expect(sums).toMatchObject({ ending: { kind: 'exited', code: 0 }, stdout: '', stderr: '' });

    const versions = releases.map((release) => release?.version ?? '');
    const map = JSON.parse(readFileSync(join(testbed.tiny, 'version-map.json'), 'utf8'));
    expect(Object.keys(map.version_to_profile)).toEqual(versions);
    for (const [profile, version] of Object.entries<string>(map.profiles)) {
      expect(profile).toBe(`profile-${version.replaceAll('.', '-')}`);
      expect(map.version_to_profile[version]).toBe(profile);
      const copies = Object.keys(contents(join(testbed.tiny, 'profiles', profile)));
      const parts = ['.meta.json', '.stderr.txt', '.stdout.txt'];
      const names = cases.flatMap(({ target, name }) => parts.map((part) => `${target}-${name}${part}`));
      expect(copies).toEqual(names.sort());
    }
    const provenances = JSON.parse(readFileSync(join(testbed.expectedOutputs, 'versions.json'), 'utf8'));
    expect(provenances).toEqual(
      Object.fromEntries(
        releases.map((release) => [
          release?.version,
          {
            banner: release?.banner,
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
            source: expect.any(String),
            arch: release?.arch,
            ...(release?.lacks.length ? { lacks: release.lacks } : {}),
          },
        ]),
      ),
    );
  });

  test('again changes nothing and says so', async () => {
    const before = [states(testbed.expectedOutputs), states(join(testbed.root, '__snapshots__'))];
    const second = await runVitest(testbed, ['-u', 'suites/tiny']);
    expect(second).toMatchObject({ exitCode: 0 });
    expect(second.text).toContain(
      `recorded ${cells} cells: 0 written, 0 updated, ${cells} unchanged, 0 skipped`,
    );
    expect(second.text).not.toMatch(/Snapshots/);
    expect([states(testbed.expectedOutputs), states(join(testbed.root, '__snapshots__'))]).toEqual(before);
  });

  test('is verified again by --changed where a baseline was edited', async () => {
    const [one] = triplesUnder(testbed.tiny);
    const changed = { TINY_CHANGED: `${one?.path}.stdout.txt` };
    const run = await runVitest(testbed, ['--changed'], changed);
    expect(run.text).toMatch(/suites\/tiny\/tiny\.test\.ts/);
    expect(run.text).toMatch(/suites\/tree\.test\.ts/);
    expect(run.text).not.toMatch(/suites\/odd|own\.test/);
  });

  test('is verified again by --changed where the harness was edited', async () => {
    const changed = { TINY_CHANGED: join(REPOSITORY, 'helpers/cells/judge.ts') };
    const run = await runVitest(testbed, ['--changed'], changed);
    for (const name of ['tiny/tiny', 'odd/odd', 'tree']) expect(run.text).toContain(`suites/${name}.test.ts`);
    expect(run.text).not.toContain('own.test');
  });

  test('mends what is broken, removes what is derived from nothing, and leaves the rest alone', async () => {
    const before = states(testbed.expectedOutputs);
    const text = contents(testbed.expectedOutputs);
    const [one, two, three, four] = triplesUnder(testbed.tiny);
    if (!one || !two || !three || !four) throw new Error('too few triples');
    rmSync(`${one.path}.meta.json`);
    appendFileSync(`${two.path}.stdout.txt`, 'x');
    appendFileSync(`${three.path}.stderr.txt`, 'x');
    for (const part of ['stdout.txt', 'stderr.txt', 'meta.json']) rmSync(`${four.path}.${part}`);
    writeFileSync(join(testbed.tiny, 'version-map.json'), '{}');
    writeFileSync(
      join(testbed.tiny, 'profiles', Object.keys(contents(join(testbed.tiny, 'profiles')))[0] ?? ''),
      '',
    );

    const mending = await runVitest(testbed, ['-u', 'suites/tiny']);
    expect(mending.text).toContain(
      `recorded ${cells} cells: 1 written, 3 updated, ${cells - 4} unchanged, 0 skipped`,
    );
    expect(mending.text).toMatch(/Snapshots +1 written[\s\S]*3 updated/);
    // cids are random and are recorded as they come, so not every byte is what it was; the names are.
    expect(Object.keys(contents(testbed.expectedOutputs))).toEqual(Object.keys(text));
    const touched = [one, two, three, four].map(({ path }) => path.slice(testbed.expectedOutputs.length + 1));
    const after = states(testbed.expectedOutputs);
    const untouched = Object.keys(before).filter(
      (name) =>
        !name.includes('/profiles/') &&
        name.includes('.') &&
        !touched.some((stem) => name.startsWith(`${stem}.`)),
    );
    for (const name of untouched) {
      if (name.endsWith('version-map.json')) continue;
      expect([name, after[name]]).toEqual([name, before[name]]);
    }
    expect((await runVitest(testbed, ['suites/tiny'])).exitCode).toBe(0);
  });

  test('leaves nothing in its scratch folder', async () => {
    expect(await leftInScratch(testbed)).toEqual([]);
    expect(Object.keys(contents(join(testbed.expectedOutputs, '.tmp')))).toEqual([]);
  });
});
