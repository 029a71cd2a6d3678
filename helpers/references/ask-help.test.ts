import { join } from 'node:path';
import { expect, test } from 'vitest';
import { highest, WITHOUT_RELEASE } from '../testing/releases.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { askHelp } from './ask-help.ts';

/** A program that answers a question with a text, and any other with a failure. */
function answering(answers: Readonly<Record<string, string>>): { version: string; program: string } {
  const cases = Object.entries(answers).map(([asked, text]) => `'${asked}') cat <<'END'\n${text}\nEND\n;;`);
  const body = `case "$*" in\n${cases.join('\n')}\n*) exit 1 ;;\nesac`;
  return { version: '99.0.0', program: script(join(temporaryFolder(), 'qemu-img'), body) };
}

const LIST = 'Recognized commands:\n\n  info - Display information\n  map - Dump metadata\n';
const help = (command: string) => `Usage:\n  qemu-img ${command} FILE\n\nArguments:\n  FILE\n     the image`;

test('every command is asked, and told in the order of the list', async () => {
  const answers = { '--help': LIST, 'info --help': help('info'), 'map --help': help('map') };
  const found = await askHelp(answering(answers));
  expect([...(found?.commands.keys() ?? [])]).toEqual(['info', 'map']);
  expect(found?.commands.get('map')).toMatchObject({ says: 'Dump metadata', takes: [{ name: 'FILE' }] });
});

test('a release whose commands have no help is told apart from one that is not understood', async () => {
  expect(await askHelp(answering({ '--help': 'Command syntax:\n  info filename' }))).toBeUndefined();
});

test.for<[string, Record<string, string>, string]>([
  ['prints nothing', { '--help': '' }, '--help: has no list "Recognized commands"'],
  ['fails', {}, '--help: exited with code 1'],
  ['fails for a command', { '--help': LIST, 'info --help': help('info') }, 'map --help: exited with code 1'],
  [
    'prints one help for all',
    { '--help': LIST, 'info --help': help('info'), 'map --help': help('info') },
    'map --help: is not of "map"',
  ],
])('a program that %s is named in one line with its release', async ([, answers, problem]) => {
  await expect(askHelp(answering(answers))).rejects.toThrow(`qemu-img 99.0.0 ${problem}`);
});

test.skipIf(!highest)('the newest release that is installed is understood, or has no help', async () => {
  if (!highest) throw new Error(WITHOUT_RELEASE);
  const found = await askHelp(highest);
  if (found === undefined) return;
  expect([...found.commands.keys()]).toEqual(expect.arrayContaining(['create', 'info', 'dd']));
  for (const [command, { takes }] of found.commands) {
    expect(
      takes.map(({ name }) => name),
      command,
    ).toContain('-h');
    expect(
      takes.filter(({ says }) => says === ''),
      command,
    ).toEqual([]);
  }
});
