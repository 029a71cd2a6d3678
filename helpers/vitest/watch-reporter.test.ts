import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Vitest } from 'vitest/node';
import { eventually } from '../testing/eventually.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { DataWatch } from './watch-reporter.ts';

const SUITE = 'tiny.test.ts';

let root: string;
const printed: string[] = [];
const played: string[] = [];
const asked: (readonly string[])[] = [];
let close = () => {};
let isBroken = true;

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text).trimEnd()) > 0);
  for (const list of [printed, played, asked]) list.length = 0;
  isBroken = true;
  root = temporaryFolder();
  place(join(root, 'data/first.txt'), '');
  script(join(root, 'bin/tool'), 'exit 0');
});

afterEach(() => {
  close();
  vi.restoreAllMocks();
});

/** Answers only when every suite can be imported. */
async function answer(): Promise<readonly string[]> {
  if (isBroken) throw new SyntaxError('cases.ts: Unexpected\n  token');
  return [SUITE];
}

/** Watches a folder of data and a program. */
function begin(): DataWatch {
  const data = { folders: [join(root, 'data')], programs: [join(root, 'bin/tool')] };
  const reporter = new DataWatch(data, {
    ofFiles: (changed) => {
      asked.push(changed);
      return answer();
    },
    ofPrograms: answer,
  });
  reporter.onInit({
    config: { watch: true, reporters: [] },
    onClose: (end: () => void) => {
      close = end;
    },
    snapshot: { options: { updateSnapshot: 'none' } },
    watcher: { changedTests: new Set(), scheduleRerun: (trigger: string) => played.push(trigger) },
  } as unknown as Vitest);
  return reporter;
}

const NOTE =
  /^parity {2}note: what depends on a change cannot be told yet, and is played later: cases\.ts: Unexpected token$/;

test('data that change while a suite cannot be imported are a note, and played with the next that do', async () => {
  begin();
  const [first, second] = ['data/first.txt', 'data/second.txt'].map((name) => join(root, name));
  place(first ?? '', 'another');
  await eventually(() => printed.length > 0, 'a note');
  expect(printed).toEqual([expect.stringMatching(NOTE)]);
  isBroken = false;
  place(second ?? '', 'new');
  await eventually(() => played.length > 0, 'another run');
  expect(played).toEqual([first]);
  expect(asked.at(-1)).toEqual([first, second]);
});

test('a program that changes while a suite cannot be imported is a note, and played when a run is over', async () => {
  const reporter = begin();
  script(join(root, 'bin/tool'), 'exit 1');
  await eventually(() => printed.length > 0, 'a note');
  expect(printed).toEqual([expect.stringMatching(NOTE)]);
  isBroken = false;
  // As when the case table was put right, of which Vitest hears by itself.
  reporter.onWatcherStart();
  await eventually(() => played.length > 0, 'another run');
  expect(played).toEqual([join(root, 'bin/tool')]);
  reporter.onWatcherStart();
  await new Promise(setImmediate);
  expect(played).toHaveLength(1);
});
