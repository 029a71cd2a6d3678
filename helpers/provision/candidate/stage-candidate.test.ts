import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Commands } from '../../process/commands.ts';
import { makeFakeTree } from '../../testing/fake-tree.ts';
import { place, script, temporaryFolder } from '../../testing/temporary.ts';
import { contents } from '../../testing/tree.ts';
import { surveyTree } from '../tree.ts';
import { stageCandidate } from './stage-candidate.ts';

const offer = {
  suite: 'sid',
  archive: 'file:/archive',
  package: 'tools',
  packageVersion: '1-2',
  upstream: { number: '1', exact: false },
};
const fetchable = {
  name: 'tool',
  package: 'tools',
  component: { debian: 'contrib', ubuntu: 'multiverse' },
  trial: ['--hello'],
};

/** Stages a shell program as the tool. */
async function stage(body: string) {
  const folder = temporaryFolder();
  const unpacked = join(folder, 'unpacked');
  makeFakeTree(unpacked, '');
  const program = script(join(unpacked, 'usr/bin/tool'), body);
  place(join(unpacked, 'usr/share/doc/tool'), '');
  const directory = join(folder, 'staged');
  const tree = await surveyTree(unpacked);
  return stageCandidate(new Commands(), { tree, program }, fetchable, directory, offer);
}

test('a candidate has a launcher, its program with what it is linked with, and a record', async () => {
  const { directory, release, source } = await stage('[ "$1" = --hello ]');
  expect(release).toBe('tool');
  const files = contents(directory);
  expect(Object.keys(files).sort()).toEqual([
    'root/lib/libfake.so.1',
    'root/lib/libgcc_s.so.1',
    'root/loader/tool',
    'root/usr/bin/tool',
    'source.json',
    'tool',
  ]);
  expect(JSON.parse(files['source.json'] ?? '')).toEqual(source);
  expect(source).toEqual({
    suite: 'sid',
    archive: 'file:/archive',
    package: 'tools',
    package_version: '1-2',
    program: 'root/usr/bin/tool',
  });
});

test('a program that does not start is none', async () => {
  await expect(stage('echo "no such engine" >&2; exit 3')).rejects.toThrow(
    new Error('tool --hello fails: no such engine'),
  );
});
