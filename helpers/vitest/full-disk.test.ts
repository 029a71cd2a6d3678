import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { run } from '../process/run.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { RecordedSuite } from '../testing/recorded-suite.ts';
import { highest, installed, lowest } from '../testing/releases.ts';
import { vitestCommand } from '../testing/run-vitest.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { type MadeTestbed, makeTestbed } from '../testing/testbed.ts';
import { contents } from '../testing/tree.ts';
import { tried } from '../testing/tried.ts';

/** Room that a file takes is counted in these. */
const PAGE = 4096;

/** Mounts what is to be full over a folder, fills it, plays, and takes out what is left, all where nobody else sees it. */
const SCRIPT = `
mount -t tmpfs -o "size=$ROOM" tmpfs "$FULL" || exit 77
cp -a "$OLD/." "$FULL" || exit 78
if [ "$READ_ONLY" = 1 ]; then mount -o remount,ro "$FULL" || exit 77; fi
"$@"
code=$?
cp -a "$FULL/." "$KEPT"
exit $code`;

const mounts = await run({
  program: 'unshare',
  args: ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', temporaryFolder()],
  cwd: '/',
  timeLimit: 10_000,
});
const canMount = mounts.ending.kind === 'exited' && mounts.ending.code === 0;

describe.skipIf(installed.length === 0)('recording where nothing more can be written', () => {
  const releases = [...new Set([lowest, highest])];
  const versions = releases.map((release) => release?.version ?? '');

  /** Other baselines than those of the releases, so that all of them would be written anew. */
  function old(): RecordedSuite {
    const made = new RecordedSuite();
    made.record(versions, (row) => ({ format: row.target, old: true }));
    return made;
  }

  /** @param room bytes that there are in all */
  async function record(room: number, from: string, readOnly = false) {
    const testbed: MadeTestbed = makeTestbed(releases);
    const [full, kept] = [join(testbed.root, 'full'), temporaryFolder()];
    const { program, args, ...command } = vitestCommand(testbed, ['-u', 'suites/tiny'], {
      EXPECTED_OUTPUTS: full,
    });
    const env = {
      ...command.env,
      ROOM: String(room),
      FULL: full,
      OLD: from,
      KEPT: kept,
      READ_ONLY: readOnly ? '1' : '0',
    };
    const { ending, stdout, stderr } = await run({
      ...command,
      program: 'unshare',
      args: ['-rm', '/bin/sh', '-c', `mkdir -p "$FULL" && ${SCRIPT}`, 'sh', program, ...args],
      env,
    });
    const text = stripVTControlCharacters(`${stdout}\n${stderr}`);
    expect(ending, text).toEqual({ kind: 'exited', code: 1 });
    expect(text).not.toMatch(/^\s+(?:at |❯ .*:\d+:\d+)/m);
    return { text: text.replaceAll(full, 'EXPECTED_OUTPUTS'), kept };
  }

  test('on a disk that becomes full on the way: what is there is whole, and the cause is told once', async (context) => {
    if (!canMount) return context.skip('nothing can be mounted here (unshare -rm)');
    const { text, kept } = await record(15 * PAGE, temporaryFolder());
    const lines = text.split('\n').filter((line) => line.includes('no space left in EXPECTED_OUTPUTS'));
    const [first = ''] = lines;
    expect(first).toMatch(
      /^parity {4}cannot write EXPECTED_OUTPUTS\/tiny-info-json\/\S+: no space left in EXPECTED_OUTPUTS$|releases/,
    );
    // The cells, and versions.json.
    expect(lines).toHaveLength(2);
    expect(text).toMatch(/NOT RECORDED: \d+ cells/);
    const triples = triplesUnder(join(kept, 'tiny-info-json'));
    expect(triples.length).toBeGreaterThan(0);
    for (const { meta, stem, stdout } of triples) {
      expect(() => JSON.parse(meta)).not.toThrow();
      expect(stdout === '').toBe(stem === '1M-refused');
    }
    expect(readdirSync(kept)).toEqual(['tiny-info-json']);
    tried(context, {
      of: 'the disk',
      fault: 'no space for baselines any more',
      how: 'recording into a small tmpfs',
      outcome: first.replace(/^parity +/, '').replace(/json\/\S+:/, 'json/...:'),
    });
  });

  test('on a full disk, and on one that is read-only: everything is as it was', async (context) => {
    if (!canMount) return context.skip('nothing can be mounted here (unshare -rm)');
    const { root } = old();
    const before = contents(root);
    const pages = Object.keys(before).map((name) => Math.ceil(statSync(join(root, name)).size / PAGE));
    const used = pages.reduce((sum, count) => sum + count, 0);
    // For no whole triple, not even for one of an empty output.
    const full = await record((used + 1) * PAGE, root);
    expect(full.text).toContain('no space left in EXPECTED_OUTPUTS');
    expect(contents(full.kept)).toEqual(before);
    expect(readdirSync(full.kept)).toEqual(['tiny-info-json']);
    const locked = await record((used + 100) * PAGE, root, true);
    const line =
      'EXPECTED_OUTPUTS: EXPECTED_OUTPUTS cannot be written to: EXPECTED_OUTPUTS is on a read-only file system';
    expect(locked.text.split('\n').filter((text) => text.includes('read-only'))).toEqual([
      expect.stringContaining(line),
    ]);
    expect(contents(locked.kept)).toEqual(before);
    tried(context, {
      of: 'the disk',
      fault: 'baselines on a read-only file system',
      how: 'recording',
      outcome: line,
    });
  });
});
