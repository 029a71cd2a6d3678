import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { recordTiny } from '../testing/record-tiny.ts';
import { highest, installed, lowest } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { install, type MadeTestbed, makeTestbed } from '../testing/testbed.ts';
import { states } from '../testing/tree.ts';

const TYPE = 'expected-outputs/tiny-info-json';
const between = installed.at(Math.floor(installed.length / 2));

describe.skipIf(installed.length < 3)('recording one more release (three releases)', () => {
  test.for([
    { which: 'the newest', there: [lowest, between], added: highest },
    { which: 'one between the others', there: [lowest, highest], added: between },
  ])('$which writes its files and what is derived, and no other file', async ({ there, added }) => {
    const testbed = makeTestbed(there);
    await recordTiny(testbed);
    const [before, profilesBefore] = [checkout(testbed), profilesOf(testbed)];
    install(testbed, added);
    const recording = await runVitest(testbed, ['-u', 'suites/tiny']);
    expect(recording.text).toContain(
      `recorded ${cases.length * 3} cells: ${cases.length} written, 0 updated, ${cases.length * 2} unchanged`,
    );

    const [after, profiles] = [checkout(testbed), profilesOf(testbed)];
    const own = cases.flatMap(({ target, name }) => triple(`${target}/${added?.version}/${name}`));
    // A profile has the name of its oldest release: the new one may begin one, or be the oldest of one that there is.
    const begun = profiles.filter((name) => !profilesBefore.includes(name));
    const renamed = profilesBefore.filter((name) => !profiles.includes(name));
    expect(begun.length).toBeLessThanOrEqual(1);
    expect(renamed.length).toBeLessThanOrEqual(begun.length);
    const [names, namesBefore] = [[...after.keys()], [...before.keys()]];
    expect(names.filter((name) => !before.has(name))).toEqual([...own, ...begun.flatMap(copies)].sort());
    expect(namesBefore.filter((name) => !after.has(name))).toEqual(renamed.flatMap(copies).sort());
    const rewritten = namesBefore.filter((name) => after.has(name) && after.get(name) !== before.get(name));
    expect(rewritten).toEqual([
      '__snapshots__/tiny-info-json.md',
      'docs/releases.md',
      `${TYPE}/SHA256SUMS`,
      `${TYPE}/version-map.json`,
      'expected-outputs/versions.json',
    ]);
  });
});

/** Files of a triple. */
function triple(stem: string): string[] {
  return ['meta.json', 'stderr.txt', 'stdout.txt'].map((part) => `${TYPE}/${stem}.${part}`);
}

/** Files of a profile. */
function copies(profile: string): string[] {
  return cases.flatMap(({ target, name }) => triple(`profiles/${profile}/${target}-${name}`));
}

function profilesOf({ tiny }: MadeTestbed): string[] {
  const map = JSON.parse(readFileSync(join(tiny, 'version-map.json'), 'utf8'));
  return Object.keys(map.profiles);
}

/** All that is committed of a recording, sorted, with what changes when a file is written. */
function checkout({ root }: MadeTestbed): Map<string, string> {
  const folders = ['__snapshots__', 'docs', 'expected-outputs'];
  return new Map(
    folders.flatMap((folder) =>
      Object.entries(states(join(root, folder)))
        .map(([name, state]): [string, string] => [`${folder}/${name}`, state])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
}
