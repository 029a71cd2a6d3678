import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import type { Watch } from './watch-folders.ts';
import { watchProgram } from './watch-program.ts';

/** Longer than a program is left alone. */
const QUIET = 1000;

let root: string;
let watch: Watch | undefined;
let times = 0;
beforeEach(() => {
  root = temporaryFolder();
  times = 0;
});
afterEach(() => watch?.close());

/** Makes `bin/tool`, a link to what is built elsewhere, and watches that. */
function watchLinkTo(target: string): string {
  const link = join(root, 'bin/tool');
  mkdirSync(join(root, 'bin'));
  symlinkSync(target, link);
  watch = watchProgram(link, () => {
    times += 1;
  });
  return link;
}

const called = (count: number) =>
  eventually(
    () => times === count,
    () => `${times} calls, not ${count}`,
  );

test('a program behind a link is another when what the link leads to is', async () => {
  const built = script(join(root, 'target/tool'), 'exit 1');
  watchLinkTo(built);
  script(built, 'exit 2');
  await called(1);
  renameSync(script(join(root, 'target/new'), 'exit 3'), built);
  await called(2);
});

test('a link that leads elsewhere is followed there', async () => {
  const link = watchLinkTo(script(join(root, 'target/tool'), 'exit 1'));
  const other = script(join(root, 'release/tool'), 'exit 2');
  symlinkSync(other, `${link}.new`);
  renameSync(`${link}.new`, link);
  await called(1);
  script(other, 'exit 3');
  await called(2);
  script(join(root, 'target/tool'), 'exit 4');
  await sleep(QUIET);
  expect(times).toBe(2);
});
