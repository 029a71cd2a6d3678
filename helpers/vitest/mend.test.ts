import { appendFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { packImage } from '../images/pack.ts';
import { packedFile } from '../images/packed-files.ts';
import { run as runProgram } from '../process/run.ts';
import { imageEntry } from '../testing/image-entry.ts';
import { ODD } from '../testing/project/suites/odd/odd.ts';
import { type OnDisk, triplesUnder } from '../testing/recorded.ts';
import { highest, installed, lowest } from '../testing/releases.ts';
import { runVitest, type VitestRun, vitestCommand } from '../testing/run-vitest.ts';
import { place } from '../testing/temporary.ts';
import { type MadeTestbed, makeTestbed } from '../testing/testbed.ts';

const WIDE = { PARITY_SAFETY: 'safe,malformed' };
const FILES = ['suites/tiny', 'suites/odd', 'suites/tree'];
const TITLE = 'parity  what is wrong with the baselines is mended by';

/** The command that the harness printed to mend everything. */
function commandOf({ text }: VitestRun): string {
  const lines = text.split('\n');
  const line = lines[lines.indexOf(TITLE) + 1] ?? '';
  expect(line).toMatch(/^parity {4}\S/);
  return line.slice(10);
}

describe.skipIf(installed.length === 0)('baselines of two suites that are wrong in many ways', () => {
  const [first, last] = [lowest?.version ?? '', highest?.version ?? ''];
  const testbed: MadeTestbed = makeTestbed([...new Set([lowest, highest])]);
  const odd = join(testbed.expectedOutputs, 'odd-info-json');
  let broken: VitestRun;
  let masked: string;

  function remove({ path }: OnDisk, parts: readonly string[]): void {
    for (const part of parts) rmSync(`${path}.${part}`);
  }

  function triple(type: string, name: string, version: string): OnDisk {
    const found = triplesUnder(type).find(
      (one) => `${one.target} ${one.stem}` === name && one.version === version,
    );
    if (!found) throw new Error(`${name} is not recorded`);
    return found;
  }

  beforeAll(async () => {
    await makeOddImage(join(testbed.root, 'fixtures'));
    const recording = await runVitest(testbed, ['-u', ...FILES], WIDE);
    expect(recording, recording.text).toMatchObject({ exitCode: 0 });
    // Changed where it is masked, and committed so: nothing but a recording has what was recorded.
    masked = `${triple(testbed.tiny, 'raw 1M-default', first).path}.stdout.txt`;
    writeFileSync(masked, readFileSync(masked, 'utf8').replace(/("actual-size": )\d+/, '$17'));
    await commitAll(testbed.root);
    for (const name of ['docs/releases.md', 'expected-outputs/tiny-info-json/version-map.json']) {
      rmSync(join(testbed.root, name));
      symlinkSync('/nowhere', join(testbed.root, name));
    }
    remove(triple(testbed.tiny, 'qcow2 1M-default', first), ['meta.json']);
    appendFileSync(`${triple(testbed.tiny, 'raw 1M-default', last).path}.stdout.txt`, 'x');
    place(join(testbed.tiny, `raw/${first}/forgotten.stdout.txt`), 'x');
    remove(triple(odd, `raw ${ODD.id}`, last), ['stdout.txt', 'stderr.txt', 'meta.json']);
    place(join(testbed.expectedOutputs, 'gone-json/raw/x.stdout.txt'), 'x');
    rmSync(join(testbed.root, '__snapshots__/odd-info-json.md'));
    broken = await runVitest(testbed, FILES, WIDE);
  });

  test('fail, with one command that mends them all', () => {
    expect(broken).toMatchObject({ exitCode: 1 });
    expect(broken.text.split(TITLE)).toHaveLength(2);
    const { root, expectedOutputs, tiny, binaries } = testbed;
    expect(commandOf(broken).split(' && ')).toEqual([
      `rm -r ${join(root, 'docs/releases.md')} ${expectedOutputs}/gone-json ${tiny}/raw/${first}/forgotten.stdout.txt ${tiny}/version-map.json`,
      `git -C ${expectedOutputs} checkout ${[
        ...['meta.json', 'stderr.txt', 'stdout.txt'].map(
          (part) => `odd-info-json/raw/${last}/${ODD.id}.${part}`,
        ),
        `tiny-info-json/qcow2/${first}/1M-default.meta.json`,
        `tiny-info-json/raw/${last}/1M-default.stdout.txt`,
      ].join(' ')}`,
      `PARITY_VERSIONS=${first} QEMU_IMG_BINARIES=${binaries} npx vitest run -u suites/odd suites/tiny suites/tree`,
    ]);
  });

  test('are mended by this command as it stands', async () => {
    const { PARITY_SCRATCH } = testbed.env;
    const { env, ...command } = vitestCommand(
      { ...testbed, env: { PARITY_SCRATCH: PARITY_SCRATCH ?? '' } },
      [],
    );
    const { ending, stdout, stderr } = await runProgram({
      ...command,
      program: '/bin/sh',
      args: ['-ec', commandOf(broken)],
      env: { ...env, HOME: testbed.root },
    });
    expect(ending, `${stdout}\n${stderr}`).toEqual({ kind: 'exited', code: 0 });
    const mended = await runVitest(testbed, FILES, WIDE);
    expect(mended.text).not.toContain('mend');
    expect(mended).toMatchObject({ exitCode: 0 });
    expect(readFileSync(masked, 'utf8')).not.toContain('"actual-size": 7');
  });
});

/** Makes a checkout of a testbed, with all that it has. */
async function commitAll(root: string): Promise<void> {
  const who = 'git -c user.name=x -c user.email=x@example.org';
  const { ending, stderr } = await runProgram({
    program: '/bin/sh',
    args: ['-ec', `git init -q && git add -A && ${who} commit -qm all`],
    cwd: root,
    timeLimit: 60_000,
  });
  expect(ending, stderr).toEqual({ kind: 'exited', code: 0 });
}

/** The image fixture of the odd suite, with its manifest. */
async function makeOddImage(fixtures: string): Promise<void> {
  const changes = { path: `images/${ODD.file}`, safety: ODD.safety, generated_by: 'this test' };
  const image = imageEntry(ODD.id, changes);
  const file = packedFile(fixtures, image);
  place(file, '');
  const sha256 = await packImage(Readable.from([Buffer.alloc(65_536)]), file);
  place(join(fixtures, 'manifest.json'), JSON.stringify({ version: 1, images: [{ ...image, sha256 }] }));
}
