import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../process/run.ts';
import { REPOSITORY } from '../../testing/run-vitest.ts';
import { scratchFolder } from '../../testing/scratch-folder.ts';
import { copyProject } from '../../testing/small-copy.ts';
import { place, temporaryFolder } from '../../testing/temporary.ts';
import { contents } from '../../testing/tree.ts';
import { UsageError } from '../../text/usage-error.ts';
import qemuImg from '../qemu-img.ts';
import template from './template.ts';
import { writeSkeleton } from './write-skeleton.ts';

const FILES = ['my-tool.known.ts', 'my-tool.test.ts', 'my-tool.ts'];

test('a skeleton is three files, whose only trace of the template is what it says', () => {
  const folder = temporaryFolder();
  expect(writeSkeleton('my-tool', folder).sort()).toEqual(FILES.map((name) => join(folder, name)));
  expect(readdirSync(folder).sort()).toEqual(FILES);
  expect(Object.values(contents(folder)).join()).not.toContain('template');
});

const REFUSED = ['', '-x', 'my tool', '../mine', 'a.b', 'ä', 'x\n', 'x'.repeat(41)];

test.for(REFUSED)('%j is no name: one line, and nothing is written', (name) => {
  const folder = temporaryFolder();
  expect(() => writeSkeleton(name, folder)).toThrow(UsageError);
  expect(() => writeSkeleton(name, folder)).toThrow(/^"[^\n]*" is no name of a dialect: [^\n]*$/);
  expect(readdirSync(folder)).toEqual([]);
});

test.for(FILES)('where %s is there it stays, and nothing is written beside it', (file) => {
  const folder = temporaryFolder();
  place(join(folder, file), 'mine');
  expect(() => writeSkeleton('my-tool', folder)).toThrow(
    new UsageError(`${join(folder, file)} is there already, and stays; choose another name`),
  );
  expect(contents(folder)).toEqual({ [file]: 'mine' });
});

test('to begin with a tool creates and tells of images as qemu-img does', () => {
  for (const operation of [
    { op: 'create', format: 'vhd', file: 'a', size: '1M', options: ['a=1', 'b=2'] },
    { op: 'info', file: 'a', holds: 'vhd', output: 'human' },
    { op: 'info', file: 'a', holds: 'vhd', output: 'json' },
  ] as const)
    expect(template.command(operation, '10.0.13')).toEqual(qemuImg.command(operation, '10.0.13'));
});

describe('in a copy of the project', () => {
  const folder = scratchFolder();
  const copy = join(folder, 'project');
  const dialects = join(copy, 'helpers/dialects');

  const shell = async (command: string) => {
    const { ending, stdout, stderr } = await run({
      program: '/bin/sh',
      args: ['-c', command],
      cwd: copy,
      env: { HOME: folder, NO_COLOR: '1' },
      timeLimit: 100_000,
    });
    return { ending, stdout, stderr };
  };
  const exited = (code: number) => ({ kind: 'exited', code });

  beforeAll(async () => {
    mkdirSync(copy);
    await copyProject(copy, { releases: [], suites: new Set() });
    symlinkSync(join(REPOSITORY, 'node_modules'), join(copy, 'node_modules'));
    await shell('git init -q');
  });

  test('what is written passes types, lint and its own test, and what to do next is told', async () => {
    const written = await shell('npm run -s dialect -- my-tool');
    expect(written.ending, written.stderr).toEqual(exited(0));
    const [first, ...next] = written.stdout.split('\n');
    expect(first).toBe(
      'written: helpers/dialects/my-tool.ts, helpers/dialects/my-tool.known.ts, helpers/dialects/my-tool.test.ts',
    );
    const commands = next.flatMap((line) => /^ +((?:PARITY_\S+ )*npx .*)$/.exec(line)?.[1] ?? []);
    expect(commands).toHaveLength(2);
    const [own = '', judge] = commands;
    expect(judge).toContain('PARITY_DIALECT=my-tool PARITY_BINARY=');
    for (const command of ['npx tsc --noEmit', 'npx biome check helpers/dialects', own]) {
      const { ending, stdout, stderr } = await shell(command.replace('npx ', 'node_modules/.bin/'));
      expect(ending, `${command}\n${stdout}\n${stderr}`).toEqual(exited(0));
    }
  });

  test('a second time it is refused in one line, as are no name and two', async () => {
    const dialect = 'node --import tsx helpers/dialects/skeleton/cli.ts';
    await shell(`${dialect} again`);
    const before = readFileSync(join(dialects, 'again.ts'), 'utf8');
    for (const [args, line] of [
      ['again', `${join(dialects, 'again.ts')} is there already, and stays; choose another name\n`],
      ['', 'which dialect? npm run dialect -- NAME; --help tells more\n'],
      ['one two', '"two": one name at a time; --help tells more\n'],
      ['qemu-img', `${join(dialects, 'qemu-img.ts')} is there already, and stays; choose another name\n`],
    ])
      expect(await shell(`${dialect} ${args}`)).toEqual({
        ending: exited(2),
        stdout: '',
        stderr: line,
      });
    expect(readFileSync(join(dialects, 'again.ts'), 'utf8')).toBe(before);
    expect((await shell(`${dialect} --help`)).stdout).toMatch(/^usage: npm run dialect -- NAME\n/);
  });
});
